"""What decides whether a letter makes a sound: figures, days, own hours; pauses left aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Date, Integer, bindparam, cast, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import local_day
from domain.speaking import Quiet, Rules
from domain.worktime import Calendar
from storage.prepared import Prepared
from storage.rules import SPEAKING
from storage.tables import CalendarDayRow, OutboxRow, QuietRow, RuleRow

_DAY, _QUIET, _KNOWN = "day", "quiet", "known"
_today = bindparam("day", type_=Date())
_person = bindparam("person_id", type_=QuietRow.__table__.c.person_id.type)
_all = Prepared(
    union_all(
        select(
            RuleRow.name.label("name"),
            RuleRow.since_on.label("day"),
            cast(RuleRow.value, Integer).label("value"),
            literal(0).label("other"),
        ).where(RuleRow.name.startswith(SPEAKING), RuleRow.since_on <= _today),
        select(
            literal(_DAY), CalendarDayRow.day, cast(CalendarDayRow.is_working, Integer), literal(0)
        ).where(CalendarDayRow.day == _today),
        select(literal(_QUIET), cast(null(), Date), QuietRow.from_min, QuietRow.until_min).where(
            QuietRow.person_id == _person
        ),
        select(literal(_KNOWN), cast(null(), Date), literal(1), literal(0)).where(
            OutboxRow.key == bindparam("key")
        ),
    ).order_by("day")
)
"""One visit to the database: it is asked with every letter."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """When somebody may be spoken to on a day; whether the letter was written before."""

    is_known: bool
    rules: Rules
    quiet: Quiet | None
    calendar: Calendar


async def reader(db: AsyncConnection, person_id: int, at: datetime, key: str = "") -> Reader:
    """Return when somebody may be spoken to on the day of an instant, pauses left aside."""
    values = {"person_id": person_id, "day": local_day(at), "key": key}
    rows = await _all.all(db, values)
    quiet = next((it for it in rows if it.name == _QUIET), None)
    return Reader(
        is_known=any(it.name == _KNOWN for it in rows),
        rules=Rules(**_figures(rows)),
        quiet=Quiet(from_min=quiet.value, until_min=quiet.other) if quiet else None,
        calendar=Calendar(overrides={it.day: bool(it.value) for it in rows if it.name == _DAY}),
    )


def _figures(rows: Sequence[Any]) -> Mapping[str, int]:
    known = {SPEAKING + it.name: it.name for it in fields(Rules)}
    return {known[it.name]: it.value for it in rows if it.name in known}
