"""What was answered about the exit standard, put together to checks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.have_facts import ASKED
from domain.haves import Check, Item, Verdict, check_of
from domain.standards import Rules
from domain.verdicts import Grounds, verdict

NAME = "haves"
CHANGED = f"{NAME}.changed"
AGAIN = f"{NAME}.again"
Answers = Mapping[str, Any]
Given = Mapping[str, Any]


def step_name(item: Item, key: str) -> str:
    """Name the step that asks for a fact, the verdict or the reason of an item."""
    return f"{NAME}.{item}.{key}"


def facts_of(item: Item, answers: Answers) -> dict[str, Any]:
    """Gather the facts that are asked, given those before them."""
    facts: dict[str, Any] = {}
    for fact in ASKED[item]:
        value = answers.get(step_name(item, fact.key))
        if value is not None and fact.fits(facts):
            facts[fact.key] = value
    return facts


def rules_of(mine: Given) -> Rules:
    """Read the standard's figures as they were when the form was begun."""
    return Rules(**mine["rules"])


def derived(item: Item, mine: Given, answers: Answers) -> Verdict:
    """Say what follows from the facts that were answered."""
    return verdict(item, facts_of(item, answers), grounds_of(mine))


def grounds_of(mine: Given) -> Grounds:
    """Read what else a verdict rests on; a year without any line decides nothing."""
    known = mine["grounds"]
    return Grounds(
        people=known["people"],
        rules=rules_of(mine),
        is_without_labour=known["is_without_labour"],
        dibao_class=known["dibao_class"],
        income_yuan=Decimal(known["income"]),
        line_yuan=known["line"],
        months=known["months"],
    )


def needs_reason(item: Item, mine: Given, answers: Answers) -> bool:
    """Tell whether a verdict must be explained: not met, or against what follows from facts."""
    said = answers.get(step_name(item, "verdict"))
    follows = derived(item, mine, answers)
    is_overridden = follows is not Verdict.UNCHECKED and said != follows
    return said == Verdict.UNMET or (said is not None and is_overridden)


def check_from(item: Item, given: Given, answers: Answers, on: date) -> Check:
    """Put together what was answered about an item."""
    mine = given[NAME]
    value = {
        "verdict": answers[step_name(item, "verdict")],
        "facts": income_facts(mine) if item is Item.INCOME else facts_of(item, answers),
        "reason": answers.get(step_name(item, "reason")) or "",
    }
    return check_of(given["household"], item, value, on)


def income_facts(mine: Given) -> dict[str, Any]:
    """Keep the figures on which a verdict about the income rests."""
    return {name: mine["grounds"][name] for name in ("income", "line", "months")}
