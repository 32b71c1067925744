"""More time, none, or no task at all: what officers decide about one person, with a reason."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_times, form_walk, forms, rise_desk
from bot.answers import Kind
from bot.calendar_cards import day_words
from bot.filters import HasRole, Pressed, StandsIn
from bot.forms import REASON_TYPED, Filling, Form, Option, Step
from bot.menus import keys_of
from bot.replies import Reply, say
from bot.rise_desk import Opened
from domain.calendar import SHANGHAI, local_day
from domain.campaign_events import working_day_after
from domain.campaigns import Mark
from domain.duties import DUE_TIME
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.rises import LONGEST, READERS, extend, later
from domain.spoken_dates import AHEAD
from storage import absences, calendars

router = Router(name="extensions")
router.callback_query.filter(HasRole(*READERS), StandsIn())

A_DAY = timedelta(days=1)
WORKING_DAYS, A_WEEK = 3, 7


@router.callback_query(Pressed("rise", "extend"))
async def give_time(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask until when, and why."""
    return await _begin(db, person, EXTEND, numbers, now)


@router.callback_query(Pressed("rise", "decline"))
async def give_no_time(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why not."""
    return await _begin(db, person, DECLINE, numbers, now)


@router.callback_query(Pressed("rise", "excuse"))
async def excuse(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why somebody need not do it."""
    return await _begin(db, person, EXCUSE, numbers, now)


async def _begin(
    db: AsyncConnection, person: Person, form: Form, numbers: tuple[int, ...], now: datetime
) -> Reply:
    found = await rise_desk.for_deed(db, person, numbers, now)
    if isinstance(found, Reply):
        return found
    due_on = local_day(found.owing.due_at)
    given = {"numbers": list(numbers[:3]), "about": found.owing.name, "due": due_on.isoformat()}
    return await form_walk.begin(db, person, form, now, given)


Decide = Callable[[Filling, Opened], Awaitable[Opened]]


async def _hand_in(filling: Filling, decide: Decide) -> Reply:
    """See that it may still be done, and do it; otherwise the form ends with the reason."""
    db, now = filling.db, filling.now
    person = await absences.acting(db, filling.person, local_day(now))
    try:
        found = await rise_desk.for_deed(db, person, filling.given["numbers"], now)
        if isinstance(found, Reply):
            return say(found.toast, keys=keys_of(filling.person)).and_then(*found.messages)
        after = await decide(filling, found)
    except Refusal as no:
        return say(no.text, keys=keys_of(filling.person))
    return say(await rise_desk.done(db, after), keys=keys_of(filling.person))


async def _extend(filling: Filling, found: Opened) -> Opened:
    until_on = date.fromisoformat(filling.answer("until"))
    until_at = extend(found.owing, until_on, filling.now)
    words = str(filling.answer("reason"))
    after = await rise_desk.decide(
        filling.db,
        filling.person,
        found,
        Mark.EXTENDED,
        filling.now,
        until_at=until_at,
        words=words,
    )
    await campaign_times.retimed(filling.db, found.campaign, filling.now)
    return after


async def _hand_in_extension(filling: Filling) -> Reply:
    return await _hand_in(filling, _extend)


def _saying(mark: Mark) -> Callable[[Filling], Awaitable[Reply]]:
    async def decide(filling: Filling, found: Opened) -> Opened:
        words = str(filling.answer("reason"))
        return await rise_desk.decide(
            filling.db, filling.person, found, mark, filling.now, words=words
        )

    async def hand_in(filling: Filling) -> Reply:
        return await _hand_in(filling, decide)

    return hand_in


async def _days(filling: Filling) -> list[Option]:
    """Offer some days after today, or after a due date that is still to come, one tap each."""
    today = local_day(filling.now)
    since = max(today, date.fromisoformat(filling.given["due"]))
    calendar = await calendars.of_area(filling.db, "", filling.now)
    days = {
        working_day_after(since, WORKING_DAYS, calendar): Text("+3 working days"),
        since + A_WEEK * A_DAY: Text("+7 days"),
        since + 2 * A_WEEK * A_DAY: Text("+14 days"),
    }
    return [
        Option(key=day.isoformat(), label=Text("{label}, {day}", label=label, day=day_words(day)))
        for day, label in sorted(days.items())
        if day <= today + LONGEST
    ]


def _later(value: Any, filling: Filling) -> str:
    """Take a day that is not past and later than what was due; seen again when handed in."""
    due_on = date.fromisoformat(filling.given["due"])
    due_at = datetime.combine(due_on, DUE_TIME, SHANGHAI)
    later(due_at, date.fromisoformat(str(value)), filling.now)
    return str(value)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="ill", label=Text("Ill or on leave")),
        Option(key="away", label=Text("On official business")),
        Option(key="road", label=Text("Roads cannot be passed")),
        Option(key="not_his", label=Text("Household not at home")),
    ]


async def _excuses(_filling: Filling) -> list[Option]:
    return [
        Option(key="moved", label=Text("Moved to other work")),
        Option(key="ill", label=Text("Ill for long")),
        Option(key="not_his", label=Text("Not his to do")),
    ]


async def _refusals(_filling: Filling) -> list[Option]:
    return [
        Option(key="above", label=Text("The day is set above")),
        Option(key="enough", label=Text("There is time enough")),
        Option(key="partly", label=Text("Do what can be done")),
    ]


def _reason(options: Callable[[Filling], Awaitable[list[Option]]], prompt: Text) -> Step:
    return Step(
        name="reason",
        kind=Kind.TEXT,
        label=Text("Reason"),
        prompt=prompt,
        options=options,
        check=REASON_TYPED,
    )


EXTEND = forms.register(
    Form(
        name="more_time",
        title=Text("More time"),
        steps=(
            Step(
                name="until",
                kind=Kind.DATE,
                label=Text("Until"),
                prompt=Text("Until which day, 18:00?"),
                options=_days,
                check=_later,
                day=AHEAD,
            ),
            _reason(_reasons, Text("Why? Tap or type; the person reads it.")),
        ),
        submit=_hand_in_extension,
        roles=READERS,
        has_summary=False,
        resumes=False,
    )
)
DECLINE = forms.register(
    Form(
        name="no_more_time",
        title=Text("No more time"),
        steps=(_reason(_refusals, Text("A word to it? Tap or type; the person reads it.")),),
        submit=_saying(Mark.DECLINED),
        roles=READERS,
        has_summary=False,
        resumes=False,
    )
)
EXCUSE = forms.register(
    Form(
        name="excuse",
        title=Text("Excuse"),
        steps=(_reason(_excuses, Text("Why? Tap or type; the person reads it.")),),
        submit=_saying(Mark.EXCUSED),
        roles=READERS,
        has_summary=False,
        resumes=False,
    )
)
