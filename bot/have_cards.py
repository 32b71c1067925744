"""How the items of the exit standard and their checks read."""

from typing import Any

from domain.have_facts import facts_read
from domain.haves import LABELS, Check, Item, Verdict
from domain.refusals import Joined, Text
from domain.standards import REVISED

VERDICTS = {
    Verdict.MET: Text("met"),
    Verdict.UNMET: Text("not met"),
    Verdict.UNCHECKED: Text("not checked"),
}
SIGNS = {Verdict.MET: "✅", Verdict.UNMET: "❌", Verdict.UNCHECKED: "⬜"}


def line(item: Item, check: Check | None, *, is_old: bool = False) -> Text:
    """Write an item on one line: whether it is met, since when, the facts, why not."""
    verdict = check.verdict if check else Verdict.UNCHECKED
    named = Text("{sign} {item}", sign=SIGNS[verdict], item=LABELS[item])
    if check is None:
        return Text("{item} · {verdict}", item=named, verdict=VERDICTS[verdict])
    old = Text("looked at long ago") if is_old else ""
    parts: list[Text | str] = [
        named,
        check.checked_on.isoformat(),
        old,
        facts_read(item, check.facts),
    ]
    return Joined([*parts, check.reason], by=" · ")


def found(item: Item, value: dict[str, Any]) -> Text:
    """Write what a proposal says about an item."""
    verdict = VERDICTS[Verdict(value["verdict"])]
    return Joined([verdict, facts_read(item, value["facts"]), value["reason"]], by=" · ")


def edition(code: str) -> Text:
    """Name a version of the standard."""
    return _EDITIONS.get(code) or Text("as amended on {day}", day=code)


_EDITIONS = {"2016": Text("the edition of 2016"), REVISED: Text("the revised edition")}
