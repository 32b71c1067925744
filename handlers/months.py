"""My check-ins: the month as a list with a sketch map, and notes on a check-in."""

from dataclasses import replace
from datetime import date, datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import checkin_letters, form_walk, forms
from bot.checkin_cards import line
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.menus import CHECKS_IN, keys_of
from bot.replies import Button, Drawing, Reply, press, say
from bot.replies import Message as Said
from domain.calendar import local_day
from domain.checkins import OPEN, CheckIn, State
from domain.geo import Datum, to
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import checkins

router = Router(name="months")
router.message.filter(HasRole(*CHECKS_IN))
router.callback_query.filter(HasRole(*CHECKS_IN))

MOST_LINES = 60
PIN_KINDS = {
    State.VERIFIED: "ok",
    State.ACCEPTED: "weak",
    State.PENDING: "exception",
    State.ASKED: "exception",
}


@router.message(Says("checkins", "My check-ins"))
async def list_my_month(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List this month's check-ins with a map."""
    return await _month(db, person, local_day(now))


@router.callback_query(Pressed("checkin", "month"))
async def list_a_month(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """List the month a button names, year times 100 plus month; without one, this month."""
    if not numbers or not (1 <= numbers[0] % 100 <= 12 and 2020 <= numbers[0] // 100 <= 2100):
        return await _month(db, person, local_day(now))
    reply = await _month(db, person, date(numbers[0] // 100, numbers[0] % 100, 1))
    return replace(reply, messages=(replace(reply.messages[0], edits=True), *reply.messages[1:]))


async def _month(db: AsyncConnection, person: Person, day: date) -> Reply:
    found = await checkins.in_month(db, person.id, day.replace(day=1), _last_of(day))
    title = Text("<b>Check-ins {year}-{month}</b>", year=day.year, month=f"{day.month:02}")
    before = _month_before(day)
    rows = [[Button(label=Text("‹ Month before"), press=press("checkin", "month", before))]]
    if not found:
        nothing = Text("None this month. Tap 📍 Check in where you stand.")
        return say(Joined([title, nothing]), rows, private=True)
    verified = sum(it.state not in OPEN for it in found)
    counted = Text("{count} in all, {verified} verified", count=len(found), verified=verified)
    shown = found[-MOST_LINES:]
    lines = [Text("{number}. {line}", number=n, line=line(it)) for n, it in enumerate(shown, 1)]
    words = Joined([title, counted, *lines])
    return say(words, rows, private=True).and_then(_sketch(shown))


def _sketch(found: list[CheckIn]) -> Said:
    """Draw where the check-ins were; the numbers are those of the list."""
    points = []
    for number, checkin in enumerate(found, start=1):
        point = to(checkin.proof.point, Datum.WGS84)
        points.append(
            {
                "latitude": point.latitude,
                "longitude": point.longitude,
                "label": str(number),
                "kind": PIN_KINDS[checkin.state],
                "caption": f"{number} {checkin.place.name}",
            }
        )
    legend = {
        "ok": Text("verified"),
        "weak": Text("accepted"),
        "exception": Text("waiting"),
    }
    values = {"title": Text("Where I checked in"), "points": points, "legend": legend}
    return Said(drawing=Drawing(kind="sketch_map", values=values), private=True, silent=True)


def _last_of(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _month_before(day: date) -> int:
    last = date.fromordinal(day.replace(day=1).toordinal() - 1)
    return last.year * 100 + last.month


# A note, or the answer to an officer's question, is one typed message.


async def _own(db: AsyncConnection, person: Person, number: int) -> CheckIn:
    entry = await checkins.by_id(db, number)
    if entry is None or entry.checkin.person_id != person.id:
        raise Refusal("This check-in is not yours.")
    return entry.checkin


async def _mine(filling: Filling) -> CheckIn:
    return await _own(filling.db, filling.person, filling.given["checkin"])


async def _hand_in_note(filling: Filling) -> Reply:
    checkin = await _mine(filling)
    await checkin_letters.remark(filling, checkin.id, "note", filling.answer("words"))
    await checkin_letters.refresh(filling.db, checkin.id, f"note:{filling.draft.id}", filling.now)
    return say(
        Text("✅ Noted for {place}.", place=checkin.place.name), keys=keys_of(filling.person)
    )


async def _hand_in_answer(filling: Filling) -> Reply:
    checkin = await _mine(filling)
    await checkin_letters.remark(filling, checkin.id, "answer", filling.answer("words"))
    await checkin_letters.answered(filling, checkin, filling.answer("words"))
    return say(Text("✅ Your answer went to the officer."), keys=keys_of(filling.person))


NOTE = forms.one_message(
    "note",
    Text("Note"),
    Text("Type or say what you want to add."),
    _hand_in_note,
    CHECKS_IN,
)
ANSWER = forms.one_message(
    "answer",
    Text("Answer"),
    Text("Type or say your answer to the officer."),
    _hand_in_answer,
    CHECKS_IN,
)


@router.callback_query(Pressed("checkin", "note"))
async def add_note(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for a note on a check-in."""
    return await _begin(db, person, NOTE, numbers, now)


@router.callback_query(Pressed("checkin", "answer"))
async def answer_officer(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for the answer to an officer's question."""
    return await _begin(db, person, ANSWER, numbers, now)


async def _begin(
    db: AsyncConnection, person: Person, form: Form, numbers: tuple[int, ...], now: datetime
) -> Reply:
    checkin = await _own(db, person, numbers[0] if numbers else 0)
    return await form_walk.begin(db, person, form, now, {"checkin": checkin.id})
