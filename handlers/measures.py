"""Measures of an alert: the town sets them, their owners say that they are done."""

from datetime import date, datetime, timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_desk, case_deeds, letters, measure_cards, measure_desk
from bot.answers import Kind as Answer
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Option, Step
from bot.replies import Reply, say
from bot.texts import said
from bot.worded_deeds import Worded, with_words
from domain.calendar import local_day
from domain.case_deeds import advance
from domain.cases import Case, permitted
from domain.ladders import DESKS, Deed, Kind
from domain.measures import Measure, check_due
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from domain.spoken_dates import AHEAD
from storage import measures, people
from storage.cases import Entry

MOST_CHARACTERS = 300

router = Router(name="measures")
router.callback_query.filter(HasRole(*DESKS))


@router.callback_query(Pressed("case", "measures"))
async def list_the_measures(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """List the measures of an alert; whoever has it can give one up."""
    entry = await case_deeds.load(db, person, numbers, now)
    if entry.case.kind is not Kind.ALERT:
        raise Refusal("This is not in your area.")
    found = await measures.of_alert(db, entry.case.number)
    lines = measure_cards.numbered(found, local_day(now)) or [Text("No measure is set yet.")]
    is_in_hand = Deed.MEASURES_SET in permitted(entry.case, person, now)
    return say(Joined(lines), measure_cards.list_rows(found) if is_in_hand else [], private=True)


async def _suggestions(_filling: Filling) -> list[Option]:
    return [
        Option(key="dibao", label=Text("Apply for dibao")),
        Option(key="relief", label=Text("One-off relief")),
        Option(key="insurance", label=Text("Claim from insurance")),
        Option(key="work", label=Text("Find work for them")),
        Option(key="industry", label=Text("Help with farming")),
        Option(key="school", label=Text("School allowance")),
    ]


def _typed(value: Any, _filling: Filling) -> str:
    """Take typed words: they stand in lists."""
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise Refusal(
            "Please type what is to be done, up to {most} characters.", most=MOST_CHARACTERS
        )
    return value


async def _owners(filling: Filling) -> list[Option]:
    number = filling.given["case"]
    entry = await case_deeds.load(filling.db, filling.person, (number,), filling.now)
    found = await measure_desk.owners(filling.db, entry.case, filling.person)
    return [Option(key=f"p{it.id}", label=it.name) for it in found]


async def _days(filling: Filling) -> list[Option]:
    today = local_day(filling.now)
    ahead = {7: Text("In a week"), 14: Text("In two weeks"), 30: Text("In a month")}
    return [
        Option(key=(today + timedelta(days=days)).isoformat(), label=label)
        for days, label in ahead.items()
    ]


def _due(value: Any, filling: Filling) -> str:
    check_due(date.fromisoformat(value), local_day(filling.now))
    return str(value)


async def _set(filling: Filling, entry: Entry) -> Case:
    """Keep the measure and tell its owner; the first one brings the alert to its follow-up."""
    db, person, now = filling.db, filling.person, filling.now
    place = await alert_desk.next_place(db, entry.case)
    after = advance(entry.case, person, Deed.MEASURES_SET, place, now)
    measure = Measure(
        id=0,
        number=entry.case.number,
        owner_id=_owner(filling),
        due_on=date.fromisoformat(filling.answer("due")),
        what=filling.answer("what"),
        set_by_id=person.id,
        set_at=now,
    )
    kept = await measures.by_id(db, (await measures.add(db, measure)).id)
    if kept and measure.owner_id != person.id:
        owner = await people.by_id(db, measure.owner_id)
        once = f"measure:{kept.measure.id}:set"
        await letters.post(db, owner, measure_cards.yours(kept, person.name), once, now)
    return after


def _owner(filling: Filling) -> int:
    return int(str(filling.answer("owner")).removeprefix("p"))


def _set_words(filling: Filling) -> str:
    """Say what, and by when; whose it is stands beside."""
    return said(Text("{what}, by {day}", what=filling.answer("what"), day=filling.answer("due")))


async def _set_done(filling: Filling, entry: Entry) -> Text:
    return Text(
        "🧰 The measure is set: {what}, by {day}. Its owner and the asker are told. "
        "Another one? Tap ➕ on the card of #{number}.",
        what=filling.answer("what"),
        day=filling.answer("due"),
        number=entry.case.number,
    )


with_words(
    router,
    Pressed("case", "measure"),
    Worded(
        name="set_measure",
        title=Text("Set a measure"),
        deed=Deed.MEASURES_SET,
        decide=_set,
        steps=(
            Step(
                name="what",
                kind=Answer.TEXT,
                prompt=Text("What is to be done for them? Tap or type it."),
                options=_suggestions,
                check=_typed,
            ),
            Step(
                name="owner",
                kind=Answer.CHOOSE,
                prompt=Text("Who sees to it?"),
                options=_owners,
            ),
            Step(
                name="due",
                kind=Answer.DATE,
                prompt=Text("By when? Tap, or type a day like 7月20日."),
                options=_days,
                check=_due,
                day=AHEAD,
            ),
        ),
        told=_set_words,
        to_id=_owner,
        done=_set_done,
    ),
)
