"""The data doctor's round looks at what has changed, and at everything when a figure has."""

from datetime import date, timedelta

from domain.households import Household, Member
from reminders import quality as round_
from storage import households, quality_lists, rules
from tests.kit import cast
from tests.kit.stage import Stage

HERE = (cast.VILLAGE,)


async def look(stage: Stage) -> int:
    return await round_.look(stage.app.database, stage.world.clock.now())


async def put(stage: Stage, **facts: object) -> None:
    home = Household(number="H0001", area_code=cast.VILLAGE, head_name="黄大明", facts=facts)
    async with stage.app.database.write() as db:
        await households.put(db, home, [Member(number="1", name="黄大明")])


async def doubted(stage: Stage) -> dict[str, int]:
    async with stage.app.database.read() as db:
        return await quality_lists.counts(db, HERE)


async def test_only_what_has_changed_is_looked_at_again(stage: Stage) -> None:
    assert await look(stage) == 2
    assert await look(stage) == 0
    await put(stage, causes=["因学"])
    assert await look(stage) == 1
    assert await doubted(stage) == {"school_costs_without_pupil": 1}
    await put(stage, causes=["因灾"])
    assert await look(stage) == 1
    assert await doubted(stage) == {}


async def test_another_figure_or_month_lets_it_look_at_everything(stage: Stage) -> None:
    await put(stage, net_income_per_head_yuan="600")
    assert await look(stage) == 2
    assert await doubted(stage) == {}
    figure = rules.Figure("lowest_income_yuan", 700, date(2026, 3, 2))
    async with stage.app.database.write() as db:
        await rules.set_figure(db, figure, None, stage.world.clock.now())
    assert await look(stage) == 2
    assert await doubted(stage) == {"income_too_low": 1}
    stage.world.clock.move_to(stage.world.clock.now() + timedelta(days=31))
    assert await look(stage) == 2
    assert await look(stage) == 0


async def test_many_are_looked_at_in_pieces(stage: Stage, monkeypatch) -> None:
    monkeypatch.setattr(round_, "A_PIECE", 3)
    monkeypatch.setattr(round_, "MOST_PIECES", 2)
    async with stage.app.database.write() as db:
        for number in range(8):
            home = Household(number=f"Q{number}", area_code=cast.VILLAGE, head_name="吴")
            await households.put(db, home, [])
    assert [await look(stage) for _ in range(3)] == [6, 4, 0]
