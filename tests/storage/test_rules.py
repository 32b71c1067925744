"""Figures of the rule book hold from a day on; what was before stays as it was."""

from datetime import date

from domain.checkins import Rules
from storage import rules
from storage.rules import Figure

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


async def put(database, now, *figures):
    async with database.write() as db:
        for figure in figures:
            await rules.set_figure(db, figure, None, now)


async def on(database, day):
    async with database.read() as db:
        return await rules.on(db, day)


async def test_what_was_never_set_is_the_default(database):
    assert await on(database, MARCH) == Rules()


async def test_a_figure_holds_from_its_day_until_the_next(database, now):
    radius = "household_radius_m"
    await put(database, now, Figure(radius, 500, MARCH), Figure(radius, 200, APRIL))
    assert (await on(database, date(2026, 2, 28))).household_radius_m == 300
    assert (await on(database, MARCH)).household_radius_m == 500
    assert (await on(database, date(2026, 3, 31))).household_radius_m == 500
    assert await on(database, APRIL) == Rules(household_radius_m=200)


async def test_a_figure_set_again_for_the_same_day_is_corrected(database, now):
    await put(database, now, Figure("fastest_kmh", 90, MARCH), Figure("fastest_kmh", 100, MARCH))
    assert (await on(database, MARCH)).fastest_kmh == 100


async def test_a_figure_of_another_version_of_the_bot_is_passed_over(database, now):
    await put(database, now, Figure("moon_phase", 3, MARCH))
    assert await on(database, MARCH) == Rules()
