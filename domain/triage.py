"""How relapse alerts are sorted into the classes in which households are watched (DOMAIN §2, §4).

The classes are those of 中农发〔2021〕7号 [V]; the figures that sort into them are rules of the
ladder (domain/alert_rules). What is suggested never decides: the town verifies, the district
reviews.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.alert_rules import LINE, PERCENT, SPENDING, papers_of
from domain.refusals import Text


class Class(StrEnum):
    """How a household is watched."""

    UNSTABLE = "unstable"
    """It has exited poverty, and may fall back."""
    MARGINAL = "marginal"
    """It never was on the list, and may become poor."""
    SUDDEN = "sudden"
    """Whatever it earned: a blow has left it in serious difficulty."""
    NONE = "none"


CLASSES: Mapping[Class, Text] = MappingProxyType(
    {
        Class.UNSTABLE: Text("Unstable after exit"),
        Class.MARGINAL: Text("At the margin of poverty"),
        Class.SUDDEN: Text("Sudden serious difficulty"),
        Class.NONE: Text("In no class yet"),
    }
)
WATCHED = (Class.UNSTABLE, Class.MARGINAL, Class.SUDDEN)
NEVER_LISTED = frozenset({"边缘易致贫户", "突发严重困难户"})
"""What the record says of households that were never on the list of poor ones."""


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
