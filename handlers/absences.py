"""Leave (请假): somebody of an office is away for some days, and a deputy stands in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import absence_desk, form_walk, forms
from bot.absence_desk import WORKERS
from bot.answers import Kind
from bot.filters import HasRole, Pressed, Says
from bot.forms import NAME_TYPED, Filling, Form, Option, Step
from bot.menus import ADMINS, keys_of
from bot.replies import Reply, say
from domain.absences import Absence, desk_duties, go_away
from domain.calendar import local_day
from domain.ladders import DESKS
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD
from storage import absences, areas, audit, people

router = Router(name="absences")
router.message.filter(HasRole(*WORKERS))
router.callback_query.filter(HasRole(*WORKERS))

MOST_FOUND = 24


@router.message(Says("away", "Leave"))
async def show_who_is_away(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Show one's own leave and for whom one stands in; to administrators everybody's."""
    return Reply(messages=(await absence_desk.card(db, person, now),))


@router.callback_query(Pressed("absence", "mine"))
async def go_on_leave(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask from when until when, and who stands in."""
    if not desk_duties(person):
        raise Refusal("You work at no office that sees to cases.")
    return await form_walk.begin(db, person, ABSENCE, now, {"person": person.id})


@router.callback_query(HasRole(*ADMINS), Pressed("absence", "other"))
async def send_somebody_on_leave(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask the same about somebody else."""
    return await form_walk.begin(db, person, ABSENCE, now)


@router.callback_query(Pressed("absence", "end"))
async def come_back(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """End a leave early, or call it off."""
    absence = await absence_desk.to_end(db, person, numbers)
    if not await absences.end(db, absence.id, now):
        raise Refusal("This leave was ended already.")
    await audit.write(db, person.id, "absence.ended", f"absence:{absence.id}", now)
    await absence_desk.tell_ended(db, absence, person, now)
    card = replace(await absence_desk.card(db, person, now), edits=True)
    return Reply(messages=(card,), toast=Text("Ended. Both are told."))


async def _found(filling: Filling) -> list[Person]:
    words = str(filling.answer("search") or "").strip()
    return (await people.named(filling.db, words, DESKS))[:MOST_FOUND] if words else []


async def _absent(filling: Filling) -> Person:
    chosen = filling.given.get("person") or filling.answer("person")
    return await people.by_id(filling.db, int(chosen))


def _is_for_another(filling: Filling) -> bool:
    return not filling.given.get("person")


async def _people(filling: Filling) -> list[Option]:
    return [Option(key=str(it.id), label=it.name) for it in await _found(filling)]


async def _which(filling: Filling) -> Text:
    if await _found(filling):
        return Text("Who of them?")
    return Text("Nobody of that name works on cases. Tap ‹ Back and search anew.")


async def _first_days(_filling: Filling) -> list[Option]:
    return [Option(key="今天", label=Text("Today")), Option(key="明天", label=Text("Tomorrow"))]


async def _last_days(filling: Filling) -> list[Option]:
    first = date.fromisoformat(filling.answer("since"))
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    week = first + timedelta(days=6)
    days = {first: Text("That day only"), friday: Text("Until Friday"), week: Text("A week")}
    return [Option(key=day.isoformat(), label=label) for day, label in sorted(days.items())]


def _not_before(value: Any, filling: Filling) -> str:
    first = max(filling.answer("since"), local_day(filling.now).isoformat())
    if value < first:
        raise Refusal("The last day cannot lie before {day}.", day=first)
    return str(value)


async def _deputies(filling: Filling) -> list[Option]:
    found = await absences.candidates(filling.db, await _absent(filling))
    names = await areas.names(filling.db)
    return [
        Option(key=str(it.id), label=Text("{name}, {area}", name=it.name, area=_place(it, names)))
        for it in found[:MOST_FOUND]
    ]


def _place(person: Person, names: Mapping[str, str]) -> str:
    codes = person.areas(DESKS)
    return names.get(codes[0], codes[0])


async def _who_stands_in(filling: Filling) -> Text:
    if await _deputies(filling):
        return Text("Who stands in? Cases go there meanwhile; it holds with this tap.")
    return Text(
        "Nobody works at this office or above who could stand in. Please ask the district."
    )


async def hand_in(filling: Filling) -> Reply:
    """Keep the leave, and tell the deputy."""
    db, by, now = filling.db, filling.person, filling.now
    person = await _absent(filling)
    deputy = await people.by_id(db, int(filling.answer("deputy")))
    wished = Absence(
        person_id=person.id,
        deputy_id=deputy.id,
        since_on=date.fromisoformat(filling.answer("since")),
        until_on=date.fromisoformat(filling.answer("until")),
        set_by=by.id,
    )
    await people.lock(db, person.id)
    others = await absences.not_over(db, local_day(now))
    try:
        agreed = go_away(wished, person, deputy, others, local_day(now))
    except Refusal as no:
        return say(no.text, keys=keys_of(by))
    kept = await absences.add(db, agreed, now)
    await audit.write(db, by.id, "absence.begun", f"absence:{kept.id}", now)
    is_told = await absence_desk.tell_begun(db, kept, person, now)
    return say(_done(kept, person, deputy, is_told=is_told), keys=keys_of(by))


def _done(absence: Absence, person: Person, deputy: Person, *, is_told: bool) -> Text:
    told, untold = (
        Text("✅ {name} is away {since} to {until}; {deputy} stands in, and is told."),
        Text("✅ {name} is away {since} to {until}; {deputy} stands in, but is not registered "
             "with the bot yet. Please call."),
    )  # fmt: skip
    return Text(
        (told if is_told else untold).msgid,
        name=person.name,
        since=absence.since_on,
        until=absence.until_on,
        deputy=deputy.name,
    )


def _not_past(value: Any, filling: Filling) -> str:
    if value < local_day(filling.now).isoformat():
        raise Refusal("What was decided stays true: please choose today or a later day.")
    return str(value)


ABSENCE = forms.register(
    Form(
        name="absence",
        title=Text("Leave"),
        steps=(
            Step(
                name="search",
                kind=Kind.TEXT,
                label=Text("Search"),
                prompt=Text("Who is away? Type a name."),
                check=NAME_TYPED,
                when=_is_for_another,
            ),
            Step(
                name="person",
                kind=Kind.CHOOSE,
                label=Text("Who"),
                prompt=_which,
                options=_people,
                when=_is_for_another,
            ),
            Step(
                name="since",
                kind=Kind.DATE,
                label=Text("From"),
                prompt=Text("Away from which day on?"),
                options=_first_days,
                check=_not_past,
                day=AHEAD,
            ),
            Step(
                name="until",
                kind=Kind.DATE,
                label=Text("Until"),
                prompt=Text("Until which day, that day included?"),
                options=_last_days,
                check=_not_before,
                day=AHEAD,
            ),
            Step(
                name="deputy",
                kind=Kind.CHOOSE,
                label=Text("Deputy"),
                prompt=_who_stands_in,
                options=_deputies,
            ),
        ),
        submit=hand_in,
        roles=WORKERS,
        has_summary=False,
        resumes=False,
    )
)
