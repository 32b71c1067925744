"""The calendar under a question for a day: a month of buttons, told apart by what may be chosen.

Turning its pages answers nothing; a day that cannot be chosen says why when it is pressed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.filters import is_number
from bot.form_screens import card_of, heading, standing, token, way_out
from bot.forms import Filling, Form, Step
from bot.replies import Button, Message, in_rows
from domain.calendar import in_month, is_working_day, local_day
from domain.refusals import Joined, Refusal, Text
from domain.spoken_dates import Toward
from storage import calendars

A_WEEK = 7
MOST_MONTHS = 36
"""How far somebody can turn; what lies beyond is typed."""
WEEKDAYS = Text("Mo"), Text("Tu"), Text("We"), Text("Th"), Text("Fr"), Text("Sa"), Text("Su")
NOT_TO_CHOOSE = "·"


async def calendar(form: Form, step: Step, filling: Filling, argument: str = "") -> Message:
    """Show a month, named by year and month; without one the month of the answer or the next."""
    first = _turned(argument, step, filling) or _first_shown(step, filling)
    overrides = (await calendars.book(filling.db, filling.now)).overrides
    today = local_day(filling.now)
    cells = [Button(label=it, press=_to(filling, first)) for it in WEEKDAYS]
    cells += [Button(label=NOT_TO_CHOOSE, press=_to(filling, first))] * first.weekday()
    for day in _days(first):
        label = _label(day, today, is_rest=not is_working_day(day, overrides))
        label = label if is_allowed(day, step, filling) else NOT_TO_CHOOSE
        cells.append(Button(label=label, press=token(filling, "day", f"{day:%Y%m%d}")))
    cells += [Button(label=NOT_TO_CHOOSE, press=_to(filling, first))] * (-len(cells) % A_WEEK)
    legend = Text("[{day}] is today, off a day of rest, · cannot be chosen.", day=today.day)
    close = Button(label=Text("‹ Close the calendar"), press=token(filling, "page", 0))
    return Message(
        text=Joined([await heading(form, step, filling, await step.options(filling)), legend]),
        keyboard=[
            _turning(first, step, filling),
            *in_rows(cells, A_WEEK),
            [close],
            way_out(form, step, filling),
        ],
        card=card_of(filling),
        private=True,
    )


def answer_of(argument: str, step: Step) -> str:
    """Write the day of a button as its question keeps it.

    Raises:
        Refusal: there is no such day.
    """
    is_day = is_number(argument) and len(argument) == len("20260720")
    numbers = (argument[:4], argument[4:6], argument[6:]) if is_day else ("0", "0", "0")
    year, month, day = map(int, numbers)
    found = in_month(year, month, day) if 1 <= month <= 12 else None
    if found is None:
        raise Refusal("This choice is no longer offered. Please tap another.")
    return _kept(found, step)


def is_allowed(day: date, step: Step, filling: Filling) -> bool:
    """Tell whether a question takes a day."""
    try:
        step.check(_kept(day, step), filling)
    except Refusal:
        return False
    return True


def _kept(day: date, step: Step) -> str:
    at = step.day.at
    return f"{day}T{at:%H:%M}" if at else day.isoformat()


def _label(day: date, today: date, *, is_rest: bool) -> Text | str:
    number = f"[{day.day}]" if day == today else str(day.day)
    return Text("{day} off", day=number) if is_rest else number


def _turning(first: date, step: Step, filling: Filling) -> list[Button]:
    """Offer the months beside one, as far as days are meant to lie there."""
    months = _months(step, filling)
    name = Text("{year}-{month}", year=first.year, month=first.month)
    row = [Button(label=name, press=_to(filling, first))]
    if first > months[0]:
        row.insert(0, Button(label="‹", press=_to(filling, _shifted(first, -1))))
    if first < months[-1]:
        row.append(Button(label="›", press=_to(filling, _shifted(first, 1))))
    return row


def _to(filling: Filling, first: date) -> str:
    return token(filling, "month", f"{first:%Y%m}")


def _turned(argument: str, step: Step, filling: Filling) -> date | None:
    months = _months(step, filling)
    return next((it for it in months if f"{it:%Y%m}" == argument), None)


def _first_shown(step: Step, filling: Filling) -> date:
    """Begin where the answer lies, else with the nearest month of which a day can be chosen."""
    today, months = local_day(filling.now), _months(step, filling)
    if (answered := _month_of(standing(step, filling))) in months:
        return answered
    nearest = sorted(months, key=lambda it: abs(it - today.replace(day=1)))
    open_ones = (it for it in nearest if any(is_allowed(d, step, filling) for d in _days(it)))
    return next(open_ones, today.replace(day=1))


def _month_of(answer: Any) -> date:
    """Give the month of an answer; far away, of what is no day, for example "not known"."""
    try:
        return date.fromisoformat(str(answer)[:10]).replace(day=1)
    except ValueError:
        return date.min


def _months(step: Step, filling: Filling) -> list[date]:
    first = local_day(filling.now).replace(day=1)
    since = 0 if step.day.toward is Toward.AHEAD else -MOST_MONTHS
    until = 0 if step.day.toward is Toward.BACK else MOST_MONTHS
    return [_shifted(first, it) for it in range(since, until + 1)]


def _shifted(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _days(first: date) -> Iterator[date]:
    until = _shifted(first, 1)
    return (first + timedelta(days=it) for it in range((until - first).days))
