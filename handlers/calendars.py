"""The working calendar in chat: a year's days, and days that work or rest other than planned."""

from datetime import date, datetime, time
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import calendar_cards, form_walk, forms
from bot.answers import Kind
from bot.calendar_cards import KEEPERS
from bot.filters import HasRole, Pressed, Says
from bot.forms import REASON_TYPED, Filling, Form, Option, Step
from bot.menus import ADMINS, keys_of
from bot.replies import Reply, change, say
from domain.calendar import SHANGHAI, is_presumed, is_working_day, local_day
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD
from storage import audit, calendars, campaigns, case_clocks
from storage.calendars import KeptDay

CALENDAR = Text("Calendar")
"""A shorter word than the key's."""

router = Router(name="calendars")
router.message.filter(HasRole(*KEEPERS))
router.callback_query.filter(HasRole(*KEEPERS))


@router.message(Says("calendar", "Working calendar", CALENDAR.msgid))
async def show_the_year(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Show this year's working days, office hours, and the pauses there are."""
    return Reply(messages=(await calendar_cards.card(db, person, local_day(now).year, now),))


@router.callback_query(Pressed("calendar", "year"))
async def turn_to_a_year(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show another year."""
    year = numbers[0] if numbers else local_day(now).year
    card = await calendar_cards.card(db, person, year, now)
    return change(card.text, card.keyboard)


@router.callback_query(HasRole(*ADMINS), Pressed("calendar", "day"))
async def change_a_day(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Let offices work or rest on a day, or go by the official calendar again."""
    return await form_walk.begin(db, person, DAY, now)


def _not_past(value: Any, filling: Filling) -> str:
    if value < local_day(filling.now).isoformat():
        raise Refusal("What was decided stays true: please choose today or a later day.")
    return str(value)


async def _days(_filling: Filling) -> list[Option]:
    return [Option(key="今天", label=Text("Today")), Option(key="明天", label=Text("Tomorrow"))]


async def _which(filling: Filling) -> Text:
    day = date.fromisoformat(filling.answer("day"))
    book = await calendars.book(filling.db, filling.now)
    values = {"day": day, "now": _work(is_working_day(day, book.overrides))}
    if is_presumed(day.year):
        return Text("Do offices work on {day}? Presumed until now: {now}.", **values)
    official = _work(is_working_day(day))
    return Text("Do offices work on {day}? Now: {now}; officially: {official}.", official=official,
                **values)  # fmt: skip


def _work(works: bool) -> Text:  # noqa: FBT001  # the answer of one question
    return Text("they work") if works else Text("they rest")


async def _choices(_filling: Filling) -> list[Option]:
    return [
        Option(key="works", label=Text("💼 They work")),
        Option(key="rests", label=Text("🏖 They rest")),
        Option(key="official", label=Text("📘 As officially")),
    ]


def _needs_reason(filling: Filling) -> bool:
    return bool(filling.answer("works") != "official")


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="notice", label=Text("Holiday notice")),
        Option(key="local", label=Text("Local holiday")),
        Option(key="disaster", label=Text("Disaster")),
    ]


async def hand_in(filling: Filling) -> Reply:
    """Keep the day; open cases get new due times."""
    db, person, now = filling.db, filling.person, filling.now
    day = date.fromisoformat(_not_past(filling.answer("day"), filling))
    works = filling.answer("works")
    if works == "official":
        await calendars.forget_day(db, day)
    else:
        kept = KeptDay(
            day=day, is_working=works == "works", reason=filling.answer("reason"), by=person.name
        )
        await calendars.keep_day(db, kept, person.id, now)
    await audit.write(db, person.id, "calendar.day", f"day:{day}:{works}", now)
    await case_clocks.retime(db, "", datetime.combine(day, time(), SHANGHAI))
    await campaigns.look_at_all(db)
    book = await calendars.book(db, now)
    words = Text(
        "✅ {day}: {work}. The due times of open cases are set anew.",
        day=day,
        work=_work(is_working_day(day, book.overrides)),
    )
    return say(words, keys=keys_of(person))


DAY = forms.register(
    Form(
        name="calendar_day",
        title=Text("Change a day"),
        steps=(
            Step(
                name="day",
                kind=Kind.DATE,
                label=Text("Day"),
                prompt=Text("Which day?"),
                options=_days,
                check=_not_past,
                day=AHEAD,
            ),
            Step(
                name="works",
                kind=Kind.CHOOSE,
                label=Text("Works or rests"),
                prompt=_which,
                options=_choices,
            ),
            Step(
                name="reason",
                kind=Kind.TEXT,
                label=Text("Reason"),
                prompt=Text("Why? Tap or type; it holds with this answer."),
                options=_reasons,
                check=REASON_TYPED,
                when=_needs_reason,
            ),
        ),
        submit=hand_in,
        roles=ADMINS,
        has_summary=False,
        resumes=False,
    )
)
