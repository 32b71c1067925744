"""Relapse alerts 返贫预警: how they are sorted, and what is known of each (DOMAIN §2, §4).

The classes are those of 中农发〔2021〕7号 [V]; the figures that sort into them are rules of the
ladder (domain/alert_rules). A suggestion never decides: the town verifies, the district reviews.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from domain.alert_rules import LINE, PERCENT, SPENDING, papers_of
from domain.people import Person
from domain.refusals import Refusal, Text


class Class(StrEnum):
    """How a household is watched."""

    UNSTABLE = "unstable"
    """It has exited poverty, and may fall back."""
    MARGINAL = "marginal"
    """It never was on the list, and may become poor."""
    SUDDEN = "sudden"
    """Whatever it earned: a blow has left it in serious difficulty."""
    NONE = "none"


class Risk(StrEnum):
    """How the danger stands when somebody looks again."""

    SAME = "same"
    LESS = "less"
    WORSE = "worse"
    GONE = "gone"


CLASSES: Mapping[Class, Text] = MappingProxyType(
    {
        Class.UNSTABLE: Text("Unstable after exit"),
        Class.MARGINAL: Text("At the margin of poverty"),
        Class.SUDDEN: Text("Sudden serious difficulty"),
        Class.NONE: Text("In no class yet"),
    }
)
WATCHED = (Class.UNSTABLE, Class.MARGINAL, Class.SUDDEN)
RISKS: Mapping[Risk, Text] = MappingProxyType(
    {
        Risk.GONE: Text("The risk is gone"),
        Risk.LESS: Text("The risk is less"),
        Risk.SAME: Text("The risk is the same"),
        Risk.WORSE: Text("The risk is worse"),
    }
)
NEVER_LISTED = frozenset({"边缘易致贫户", "突发严重困难户"})
"""What the record says of households that were never on the list of poor ones."""
FAMILY, INCOME, SPENT, CLASS = "family", "income", "spent", "class"
FACT_LINES = (FAMILY, INCOME, SPENT, CLASS)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an alert rests on; the income is per head, the spending the whole household's.

    Both are yuan of a year, and None while nobody knows. `is_listed` tells whether the household
    is, or was, on the list of poor ones.
    """

    family: str
    income_yuan: int | None = None
    spent_yuan: int | None = None
    people: int = 1
    is_listed: bool = True


@dataclass(frozen=True, kw_only=True)
class Triage:
    """The class that the rules suggest, why in plain lines, and the papers they ask for."""

    suggested: Class
    why: tuple[Text, ...]
    papers: tuple[str, ...]


def triage(facts: Facts, rules: Mapping[str, int]) -> Triage:
    """Sort an alert by the rules of its ladder."""
    why: tuple[Text, ...] = (_of_income(facts, rules), _of_spending(facts, rules))
    suggested = _suggested(facts, rules)
    if suggested is not Class.NONE:
        why += (_of_list(facts, suggested),)
    return Triage(suggested=suggested, why=why, papers=papers_of(facts.family, rules))


def _suggested(facts: Facts, rules: Mapping[str, int]) -> Class:
    """Low income comes first, then a heavy blow, then what little a smaller one has left."""
    is_poor = Class.UNSTABLE if facts.is_listed else Class.MARGINAL
    if _is_low(facts, rules):
        return is_poor
    if _is_heavy(facts, rules):
        return Class.SUDDEN
    left = _left_yuan(facts)
    return is_poor if left is not None and left < rules.get(LINE, 0) else Class.NONE


def _left_yuan(facts: Facts) -> int | None:
    """Give the income per head after what was paid out of pocket."""
    if facts.income_yuan is None:
        return None
    return facts.income_yuan - (facts.spent_yuan or 0) // max(1, facts.people)


def _is_low(facts: Facts, rules: Mapping[str, int]) -> bool:
    return facts.income_yuan is not None and facts.income_yuan < rules.get(LINE, 0)


def _is_heavy(facts: Facts, rules: Mapping[str, int]) -> bool:
    """Tell whether the spending weighs heavily: in yuan, or against the household's income."""
    if not facts.spent_yuan:
        return False
    most = rules.get(SPENDING, 0)
    share = _share_percent(facts)
    by_share = share is not None and bool(rules.get(PERCENT)) and share >= rules[PERCENT]
    return by_share or bool(most and facts.spent_yuan >= most)


def _share_percent(facts: Facts) -> int | None:
    income = (facts.income_yuan or 0) * max(1, facts.people)
    return facts.spent_yuan * 100 // income if income and facts.spent_yuan is not None else None


def _of_income(facts: Facts, rules: Mapping[str, int]) -> Text:
    line = rules.get(LINE, 0)
    if facts.income_yuan is None:
        return Text("The income is not known yet.")
    values = {"income": f"{facts.income_yuan:,}", "line": f"{line:,}"}
    if facts.income_yuan < line:
        return Text("Income per head {income} yuan, below {line}.", **values)
    left = _left_yuan(facts)
    if left is not None and left < line:
        return Text(
            "Income per head {income} yuan, after what was paid {left}, below {line}.",
            **values,
            left=f"{left:,}",
        )
    return Text("Income per head {income} yuan, not below {line}.", **values)


def _of_spending(facts: Facts, rules: Mapping[str, int]) -> Text:
    if facts.spent_yuan is None:
        return Text("What was paid out of pocket is not known yet.")
    share = _share_percent(facts)
    part: Text | str = Text(", {percent}% of the income", percent=share) if share else ""
    values = {"spent": f"{facts.spent_yuan:,}", "part": part}
    if _is_heavy(facts, rules):
        return Text("Paid out of pocket {spent} yuan{part}: heavy.", **values)
    return Text("Paid out of pocket {spent} yuan{part}: not heavy.", **values)


def _of_list(facts: Facts, suggested: Class) -> Text:
    if suggested is Class.SUDDEN:
        return Text("A blow like this counts, whatever was earned before.")
    if facts.is_listed:
        return Text("The household is on the list of those who exited.")
    return Text("The household was never on the list.")


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
