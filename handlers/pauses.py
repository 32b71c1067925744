"""Pauses in chat: clocks stand in an area for some days; the end can change, or be at once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import calendar_cards, form_walk, forms, pause_desk
from bot.answers import Kind
from bot.calendar_cards import KEEPERS, areas_of
from bot.filters import HasRole, Pressed
from bot.forms import REASON_TYPED, Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Reply, say
from domain.areas import Area
from domain.calendar import local_day
from domain.pauses import Pause, begin, extend, lift
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD
from storage import areas, calendars, pauses

router = Router(name="pauses")
router.callback_query.filter(HasRole(*KEEPERS))

TOWN_DIGITS = 9


@router.callback_query(Pressed("pause", "add"))
async def let_clocks_stand(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask where, from when until when, and why."""
    return await form_walk.begin(db, person, PAUSE, now)


@router.callback_query(Pressed("pause", "show"))
async def show_a_pause(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show one pause and whom it concerns."""
    pause = await pause_desk.to_change(db, person, numbers)
    return Reply(messages=(await calendar_cards.pause_card(db, pause, now),))


@router.callback_query(Pressed("pause", "extend"))
async def change_the_end(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask until when clocks stand now."""
    pause = await pause_desk.at_version(db, person, numbers)
    extend(pause, max(pause.until_on, local_day(now)), now)
    given = {"pause": pause.id, "version": pause.version}
    return await form_walk.begin(db, person, EXTEND, now, given)


@router.callback_query(Pressed("pause", "lift"))
async def lift_it_now(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Let clocks run again from now on."""
    pause = await pause_desk.at_version(db, person, numbers)
    lifted = await pause_desk.changed(db, person, lift(pause, now), "pause.lifted", now)
    card = replace(await calendar_cards.pause_card(db, lifted, now), edits=True)
    return Reply(messages=(card,), toast=Text("Clocks run again. The offices are told."))


async def _areas(filling: Filling) -> list[Option]:
    """Offer districts and towns; a town opens its villages."""
    if opened := filling.opened("area"):
        town = await areas.name_of(filling.db, opened)
        whole = Option(key=opened, label=Text("All of {area}", area=town))
        up = Option(key="", label=Text("‹ One level up"), opens=True)
        villages = await calendars.villages_of(filling.db, opened)
        return [whole, *[Option(key=it.code, label=it.name) for it in villages], up]
    found = await calendars.areas_to_pause(filling.db, areas_of(filling.person))
    return [_option(it) for it in found]


def _option(area: Area) -> Option:
    is_town = len(area.code) == TOWN_DIGITS
    return Option(key=area.code, label=area.name, opens=is_town, stands_for=area.code)


async def _last_days(filling: Filling) -> list[Option]:
    today = local_day(filling.now)
    first = max(today, date.fromisoformat(filling.answer("since") or today.isoformat()))
    spans = {0: Text("That day only"), 1: Text("2 days"), 2: Text("3 days"), 6: Text("A week")}
    return [
        Option(key=(first + timedelta(days=it)).isoformat(), label=label)
        for it, label in spans.items()
    ]


async def _first_days(_filling: Filling) -> list[Option]:
    days = {"昨天": Text("Yesterday"), "今天": Text("Today"), "明天": Text("Tomorrow")}
    return [Option(key=key, label=label) for key, label in days.items()]


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="typhoon", label=Text("Typhoon")),
        Option(key="flood", label=Text("Flood")),
        Option(key="festival", label=Text("Festival")),
    ]


async def hand_in(filling: Filling) -> Reply:
    """Let clocks stand, and tell the offices there."""
    db, person, now = filling.db, filling.person, filling.now
    code = filling.answer("area")
    if not any(code.startswith(it) for it in areas_of(person)):
        return say(Text("This is not in your area."), keys=keys_of(person))
    wished = Pause(
        area_code=code,
        since_on=date.fromisoformat(filling.answer("since")),
        until_on=date.fromisoformat(filling.answer("until")),
        reason=filling.answer("reason"),
    )
    try:
        pause = await pauses.add(db, begin(wished, now), person.id, now)
    except Refusal as no:
        return say(no.text, keys=keys_of(person))
    await pause_desk.kept(db, person, pause, "pause.begun", now)
    card = await calendar_cards.pause_card(db, pause, now)
    words = Text("✅ Clocks stand, and the offices there are told.")
    return say(words, keys=keys_of(person)).and_then(card)


async def hand_in_end(filling: Filling) -> Reply:
    """Keep another last day."""
    db, person, now = filling.db, filling.person, filling.now
    until_on = date.fromisoformat(filling.answer("until"))
    try:
        pause = await pause_desk.at_version(
            db, person, (filling.given["pause"], filling.given["version"])
        )
        after = await pause_desk.changed(
            db, person, extend(pause, until_on, now), "pause.extended", now
        )
    except Refusal as no:
        return say(no.text, keys=keys_of(person))
    card = await calendar_cards.pause_card(db, after, now)
    words = Text("✅ It lasts until {day} now. The offices are told.", day=until_on)
    return say(words, keys=keys_of(person)).and_then(card)


def _possible(value: Any, filling: Filling) -> str:
    """Refuse a day where it is asked, so that nothing that was answered is lost."""
    today, day = local_day(filling.now), date.fromisoformat(value)
    since_on = date.fromisoformat(filling.answer("since") or today.isoformat())
    begin(Pause(area_code="", since_on=since_on, until_on=day, reason=""), filling.now)
    return str(value)


def _not_long_ago(value: Any, filling: Filling) -> str:
    day = date.fromisoformat(value)
    last = max(day, local_day(filling.now))
    begin(Pause(area_code="", since_on=day, until_on=last, reason=""), filling.now)
    return str(value)


UNTIL = Step(
    name="until",
    kind=Kind.DATE,
    label=Text("Until"),
    prompt=Text("Until which day, that day included?"),
    options=_last_days,
    check=_possible,
    day=AHEAD,
)
PAUSE = forms.register(
    Form(
        name="pause",
        title=Text("Let clocks stand"),
        steps=(
            Step(
                name="area",
                kind=Kind.CHOOSE,
                label=Text("Where"),
                prompt=Text("Where does work rest?"),
                options=_areas,
            ),
            Step(
                name="since",
                kind=Kind.DATE,
                label=Text("From"),
                prompt=Text("From which day on?"),
                options=_first_days,
                check=_not_long_ago,
            ),
            UNTIL,
            Step(
                name="reason",
                kind=Kind.TEXT,
                label=Text("Reason"),
                prompt=Text("Why? Tap or type; clocks stand with this answer."),
                options=_reasons,
                check=REASON_TYPED,
            ),
        ),
        submit=hand_in,
        roles=KEEPERS,
        has_summary=False,
        resumes=False,
    )
)
EXTEND = forms.register(
    Form(
        name="pause_end",
        title=Text("Change the end"),
        steps=(UNTIL,),
        submit=hand_in_end,
        roles=KEEPERS,
        has_summary=False,
        resumes=False,
    )
)
