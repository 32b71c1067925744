"""From which day on: the step of forms that let something hold from a day, never of the past."""

from datetime import date
from typing import Any

from bot.answers import Kind
from bot.forms import Filling, Option, Step
from domain.calendar import local_day
from domain.refusals import Refusal, Text
from domain.spoken_dates import AHEAD


async def _days(_filling: Filling) -> list[Option]:
    return [Option(key="今天", label=Text("Today")), Option(key="明天", label=Text("Tomorrow"))]


def _not_past(value: Any, filling: Filling) -> str:
    if date.fromisoformat(value) < local_day(filling.now):
        raise Refusal("What was decided stays true: please choose today or a later day.")
    return str(value)


SINCE = Step(
    name="since",
    kind=Kind.DATE,
    label=Text("From"),
    prompt=Text("From which day on?"),
    options=_days,
    check=_not_past,
    day=AHEAD,
)
