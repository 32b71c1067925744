"""Relapse alerts 返贫预警: what is known of each, and who may decide about it (DOMAIN §4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from domain.people import Person
from domain.refusals import Refusal, Text
from domain.triage import Class, Facts, Triage, triage


class Risk(StrEnum):
    """How the danger stands when somebody looks again."""

    SAME = "same"
    LESS = "less"
    WORSE = "worse"
    GONE = "gone"


RISKS: Mapping[Risk, Text] = MappingProxyType(
    {
        Risk.GONE: Text("The risk is gone"),
        Risk.LESS: Text("The risk is less"),
        Risk.SAME: Text("The risk is the same"),
        Risk.WORSE: Text("The risk is worse"),
    }
)
FAMILY, INCOME, SPENT, CLASS = "family", "income", "spent", "class"
FACT_LINES = (FAMILY, INCOME, SPENT, CLASS)


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What the town found at the household: by whom, proved by which check-in, of which class."""

    by_id: int
    by: str
    on: date
    found: Class
    checkin_id: int
    files: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Somebody looked again: on which day, who was there, how the danger stood."""

    on: date
    by: str
    risk: Risk


@dataclass(frozen=True, kw_only=True)
class Alert:
    """What only alerts have, besides the case of the same number.

    `confirmed` are the lines of the sorted facts that the asker has looked at. `papers` says of
    each paper that was asked for whether it is there. `chosen` is the class the asker thinks
    right, `decided` the district's; `raised_by_id` stays, whoever is the asker now.
    """

    number: int
    version: int = 1
    raised_by_id: int
    facts: Facts
    chosen: Class | None = None
    confirmed: frozenset[str] = frozenset()
    papers: Mapping[str, bool] = field(default_factory=dict)
    files: tuple[int, ...] = ()
    verified: Verified | None = None
    decided: Class | None = None
    follow_ups: tuple[FollowUp, ...] = ()

    def sorted_by(self, rules: Mapping[str, int]) -> Triage:
        """Sort it by the rules of its ladder."""
        return triage(self.facts, rules)

    def class_by(self, rules: Mapping[str, int]) -> Class:
        """Give the class as far as it is known: decided, verified, chosen, suggested."""
        found = self.verified.found if self.verified else None
        return self.decided or found or self.chosen or self.sorted_by(rules).suggested

    @property
    def risk(self) -> Risk | None:
        """How the danger stood when somebody last looked."""
        return self.follow_ups[-1].risk if self.follow_ups else None


def lines(alert: Alert, rules: Mapping[str, int]) -> tuple[str, ...]:
    """List what is confirmed line by line: the facts, then each paper."""
    return (*FACT_LINES, *alert.sorted_by(rules).papers)


def is_confirmed(alert: Alert, line: str) -> bool:
    """Tell whether the asker has said something about a line."""
    return line in alert.confirmed if line in FACT_LINES else line in alert.papers


def unconfirmed(alert: Alert, rules: Mapping[str, int]) -> tuple[str, ...]:
    """List the lines nobody has confirmed yet."""
    return tuple(it for it in lines(alert, rules) if not is_confirmed(alert, it))


def missing(alert: Alert, rules: Mapping[str, int]) -> tuple[str, ...]:
    """List the papers that are not there, those included nobody has spoken about."""
    return tuple(it for it in alert.sorted_by(rules).papers if not alert.papers.get(it))


def confirm(alert: Alert, line: str) -> Alert:
    """Say that a line is right; of a paper, that it is there."""
    if line in FACT_LINES:
        return _next(alert, confirmed=alert.confirmed | {line})
    return with_paper(alert, line, is_there=True)


def with_paper(alert: Alert, paper: str, *, is_there: bool, files: tuple[int, ...] = ()) -> Alert:
    """Say whether a paper is there, maybe with photos of it."""
    papers = {**alert.papers, paper: is_there}
    return _next(alert, papers=papers, files=(*alert.files, *files))


def correct(alert: Alert, line: str, value: str) -> Alert:
    """Put another value on a line; the class that follows from it is to be confirmed again."""
    if line == CLASS:
        return _next(alert, chosen=Class(value), confirmed=alert.confirmed | {CLASS})
    fields = {FAMILY: "family", INCOME: "income_yuan", SPENT: "spent_yuan"}
    fresh: dict[str, str | int] = {fields[line]: value if line == FAMILY else int(value)}
    facts = replace(alert.facts, **fresh)  # type: ignore[arg-type]  # by the line
    return _next(alert, facts=facts, confirmed=(alert.confirmed - {CLASS}) | {line})


def verify(alert: Alert, verified: Verified) -> Alert:
    """Keep what the town found."""
    return _next(alert, verified=verified, decided=None)


def decide(alert: Alert, found: Class) -> Alert:
    """Keep the class that the district agrees to; what is found from now on decides the end."""
    return _next(alert, decided=found, follow_ups=())


def follow_up(alert: Alert, seen: FollowUp) -> Alert:
    """Keep that somebody looked again."""
    return _next(alert, follow_ups=(*alert.follow_ups, seen))


def check_may_verify(alert: Alert, person: Person) -> None:
    """See that nobody verifies his own alert, also when another is its asker by now.

    Raises:
        Refusal: he raised it.
    """
    if person.id == alert.raised_by_id:
        raise Refusal(
            "You raised #{number} yourself, so somebody else has to verify it. "
            "Please give it back or assign it.",
            number=alert.number,
        )


def check_may_review(alert: Alert, person: Person) -> None:
    """See that nobody approves what he raised or verified himself.

    Raises:
        Refusal: he did.
    """
    check_may_verify(alert, person)
    if alert.verified and person.id == alert.verified.by_id:
        raise Refusal(
            "You verified #{number} yourself, so somebody else has to review it. "
            "Please give it back or assign it.",
            number=alert.number,
        )


def check_is_verified(alert: Alert) -> None:
    """See that somebody of the town was there before the district agrees.

    Raises:
        Refusal: nobody was.
    """
    if alert.verified is None:
        raise Refusal(
            "Nobody has verified #{number} at the household yet. "
            "Please send it back to be verified.",
            number=alert.number,
        )


def check_may_close(alert: Alert, open_measures: int) -> None:
    """See that nothing is left to do before a household is watched no more.

    Raises:
        Refusal: a measure is open, or nobody has found that the risk is gone.
    """
    if open_measures:
        raise Refusal(
            "{count} measures of #{number} are still open. Please see to them first.",
            count=open_measures,
            number=alert.number,
        )
    if alert.risk is not Risk.GONE:
        raise Refusal(
            "Nobody has found yet that the risk is gone. Please write a follow-up first; "
            "then #{number} can be closed.",
            number=alert.number,
        )


def _next(alert: Alert, **changes: object) -> Alert:
    return replace(alert, version=alert.version + 1, **changes)  # type: ignore[arg-type]
