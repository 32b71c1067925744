"""Late entries of visits (补录): what may be claimed afterwards, how often, and who decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import SHANGHAI, local_day
from domain.people import Person
from domain.refusals import Refusal
from domain.visits import State, Visit


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Figures of late entries; those of the day of entry hold."""

    late_visits_a_month: int = 2
    late_visit_days: int = 15


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What limits a helper's claim about one household, when the entry begins.

    `paired_on` is when they were paired, `visited_on` the days of visits that count there, and
    `entered` how many late entries of the helper count, by the first day of the month they claim.
    """

    paired_on: date
    visited_on: frozenset[date] = frozenset()
    entered: Mapping[date, int]


def refuse_day(day: date, claims: Claims, rules: Rules, now: datetime) -> None:
    """Refuse a day on which no visit can be claimed.

    Raises:
        Refusal: it is to come, too long ago, before the pairing, taken, or one too many.
    """
    today = local_day(now)
    if day > today:
        raise Refusal("That day is still to come. When were you there?")
    if (today - day).days > rules.late_visit_days:
        raise Refusal(
            "That is more than {days} days ago, so it cannot be entered any more. "
            "Please visit again and tap 📍 Check in there.",
            days=rules.late_visit_days,
        )
    if day < claims.paired_on:
        raise Refusal(
            "You are paired with this household since {day} only.",
            day=claims.paired_on.isoformat(),
        )
    if day in claims.visited_on:
        raise Refusal("A visit of yours there on that day is entered already. Was it another day?")
    refuse_one_too_many(day, claims, rules)


def refuse_one_too_many(day: date, claims: Claims, rules: Rules) -> None:
    """Refuse what is over the month's limit.

    Raises:
        Refusal: so many late entries of that month count already.
    """
    if claims.entered.get(day.replace(day=1), 0) >= rules.late_visits_a_month:
        raise Refusal(
            "{count} visits of month {month} are late entries already; no more can be. "
            "Please visit again and tap 📍 Check in there, or ask your information officer.",
            count=rules.late_visits_a_month,
            month=day.month,
        )


def may_begin(claims: Claims, rules: Rules, now: datetime) -> None:
    """Refuse at the beginning what could only be refused at every day.

    Raises:
        Refusal: the limits of all months that could be claimed are reached.
    """
    today = local_day(now)
    first = max(today - timedelta(days=rules.late_visit_days), claims.paired_on)
    if all(
        _is_full(month, claims, rules) for month in {today.replace(day=1), first.replace(day=1)}
    ):
        refuse_one_too_many(today, claims, rules)


def _is_full(month: date, claims: Claims, rules: Rules) -> bool:
    return claims.entered.get(month, 0) >= rules.late_visits_a_month


def claimed_at(day: date, written: str, now: datetime) -> datetime:
    """Give the instant that is claimed: a day, and a time written 14:30.

    Raises:
        Refusal: it is still to come.
    """
    at = datetime.combine(day, time.fromisoformat(written), SHANGHAI)
    if at > now:
        raise Refusal("That time is still to come. When were you there?")
    return at


def decide(visit: Visit, officer: Person) -> None:
    """Let an officer decide about a late entry.

    Raises:
        Refusal: nobody decides his own, and a decided one stays as it is.
    """
    if officer.id == visit.person_id:
        raise Refusal("This is your own visit. Another officer has to look at it.")
    if visit.state is not State.WAITING:
        raise Refusal("This late entry has been decided already. Nothing was changed.")
