"""The questions about the exit standard: what is still the same, and of the rest its facts."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from bot.have_answers import (
    AGAIN,
    CHANGED,
    NAME,
    derived,
    facts_of,
    needs_reason,
    rules_of,
    step_name,
)
from bot.have_cards import SIGNS, VERDICTS
from domain.calendar import local_day
from domain.have_facts import ASKED, Asked, facts_read
from domain.haves import LABELS, Item, Verdict
from domain.incomes import money
from domain.refusals import Joined, Refusal, Text
from storage import standards

STILL_SO = Text("✔ Still so")
LONGEST_REASON = 200
REASONS = (
    Text("Being built or repaired"),
    Text("Applied for, not yet approved"),
    Text("The family does not want it"),
    Text("Cannot be met here"),
)
Prompt = Callable[[Filling], Awaitable[Text]]


def steps(filling: Filling) -> Steps:
    """Ask which items changed and then about each; or about one only, begun from its card."""
    mine = filling.given.get(NAME) or {}
    if only := mine.get("only"):
        return _alone(Item(only), mine, filling)
    asked = [Item(it) for it in mine.get("ask", ())]
    if not asked:
        return ()
    chosen = filling.answer(CHANGED) or []
    found = [_changed(asked, mine)]
    for item in [it for it in asked if it in chosen]:
        found += [replace(it, about=LABELS[item]) for it in _of_item(item, mine, filling)]
    return tuple(found)


def _alone(item: Item, mine: Mapping[str, Any], filling: Filling) -> Steps:
    """Of one item ask first whether it is still so, when it was ever checked."""
    before = mine["state"].get(item)
    if before is None:
        return tuple(_of_item(item, mine, filling))
    whose = [Text("Household: {name}", name=filling.given.get("about", "?"))]
    again = Step(
        name=AGAIN,
        kind=Kind.CHOOSE,
        label=LABELS[item],
        prompt=_under_criterion(item, *whose, _standing(item, before), Text("Is it still so?")),
        options=_offering([Option(key="no", label=Text("✎ No, different"))]),
        prefill=_taking(None),
        unchanged=STILL_SO,
    )
    is_different = filling.answer(AGAIN) is not None
    return (again, *(_of_item(item, mine, filling) if is_different else ()))


def _changed(asked: Sequence[Item], mine: Mapping[str, Any]) -> Step:
    offered = [Option(key=item, label=LABELS[item]) for item in asked]
    state = mine["state"]
    lines = [_standing(item, state[item]) for item in asked if item in state]
    if never := [LABELS[item] for item in asked if item not in state]:
        lines.append(Text("⬜ Never checked: {items}", items=Joined(never, by="、")))
    question = Text("Is all of this still so? Tap what is different.")
    return Step(
        name=CHANGED,
        kind=Kind.CHOOSE_MANY,
        label=Text("Eight haves"),
        prompt=Joined([question, *lines]),
        options=_offering(offered),
        most=len(asked),
        prefill=_taking(None),
        unchanged=STILL_SO,
    )


def _standing(item: Item, before: Mapping[str, Any]) -> Text:
    sign = SIGNS[Verdict(before["verdict"])]
    named = Text("{sign} {item}", sign=sign, item=LABELS[item])
    return Joined([named, facts_read(item, before["facts"]), before["reason"]], by=" · ")


def _of_item(item: Item, mine: Mapping[str, Any], filling: Filling) -> list[Step]:
    before = mine["state"].get(item) or {"facts": {}, "verdict": None, "reason": ""}
    answers = filling.draft.answers
    facts = facts_of(item, answers)
    found = [
        _fact(item, fact, before["facts"].get(fact.key), mine)
        for fact in ASKED[item]
        if fact.fits(facts)
    ]
    follows = derived(item, mine, answers)
    found.append(_verdict(item, follows, mine))
    if needs_reason(item, mine, answers):
        found.append(_reason(item, before))
    return found


def _fact(item: Item, fact: Asked, before: Any, mine: Mapping[str, Any]) -> Step:
    """Ask for a fact; what it was before can be taken with one tap."""
    keys = list(fact.choices) or [str(it) for it in fact.offered if str(it) != before]
    question = [Text(fact.words.msgid, households=rules_of(mine).road_households)]
    if before is not None and fact.choices:
        question.append(Text("Before: {value}", value=fact.read(before)))
    step = Step(
        name=step_name(item, fact.key),
        kind=Kind.CHOOSE if fact.choices else Kind.NUMBER,
        label=fact.label,
        prompt=_under_criterion(item, *question),
        options=_offering([Option(key=key, label=fact.read(key)) for key in keys]),
        check=partial(_in_limits, fact),
    )
    if before is None or fact.choices:
        return step
    unchanged = Text("Still {value}", value=fact.read(before))
    return replace(step, prefill=_taking(before), unchanged=unchanged)


def _verdict(item: Item, follows: Verdict, mine: Mapping[str, Any]) -> Step:
    """Ask for the verdict; what follows from the facts comes first and is said to."""
    order = sorted((Verdict.MET, Verdict.UNMET), key=lambda it: it is not follows)
    offered = [Option(key=it, label=_named(it, is_derived=it is follows)) for it in order]
    said = [_of_income(mine)] if item is Item.INCOME else []
    return Step(
        name=step_name(item, "verdict"),
        kind=Kind.CHOOSE,
        label=Text("Verdict"),
        prompt=_under_criterion(item, *said, Text("Is it met?")),
        options=_offering(offered),
    )


def _named(verdict: Verdict, *, is_derived: bool) -> Text:
    words = Text("{sign} {verdict}", sign=SIGNS[verdict], verdict=VERDICTS[verdict])
    return Text("{verdict}, by the standard", verdict=words) if is_derived else words


def _of_income(mine: Mapping[str, Any]) -> Text:
    return Text(
        "Recognised so far this year: {income} yuan per head, from {months} months; the line "
        "is {line}.",
        income=money(Decimal(mine["grounds"]["income"])),
        line=money(Decimal(mine["grounds"]["line"])),
        months=mine["grounds"]["months"],
    )


def _reason(item: Item, before: Mapping[str, Any]) -> Step:
    offered = [Option(key=str(at), label=words) for at, words in enumerate(REASONS, start=1)]
    step = Step(
        name=step_name(item, "reason"),
        kind=Kind.TEXT,
        label=Text("Reason"),
        prompt=_under_criterion(item, Text("Why? Tap a reason or type one.")),
        options=_offering(offered),
        check=_typed,
    )
    return replace(step, prefill=_taking(before["reason"])) if before["reason"] else step


def _under_criterion(item: Item, *questions: Text) -> Prompt:
    """Say above a question which item it is about and what the standard asks for."""

    async def prompt(filling: Filling) -> Text:
        standard = await standards.on(filling.db, local_day(filling.now))
        criterion = Text("ℹ {criterion}", criterion=standard.criteria[item])
        named = Text("<b>{item}</b>", item=LABELS[item])
        return Joined([named, criterion, *questions])

    return prompt


def _offering(options: Sequence[Option]) -> Callable[[Filling], Awaitable[Sequence[Option]]]:
    async def offer(_filling: Filling) -> Sequence[Option]:
        return options

    return offer


def _taking(value: Any) -> Callable[[Filling], Any]:
    return lambda _filling: value


def _in_limits(fact: Asked, value: Any, _filling: Filling) -> str:
    if fact.choices:
        return str(value)
    number = Decimal(value)
    if not 0 <= number <= fact.most or (fact.is_whole and number % 1):
        raise Refusal("Please send a number from 0 to {most}.", most=fact.most)
    return format(number.normalize(), "f")


def _typed(value: Any, _filling: Filling) -> str:
    if not isinstance(value, str):
        raise Refusal("Please tap a reason, or type it in a few words.")
    if len(value) > LONGEST_REASON:
        raise Refusal("Please say it in {most} characters.", most=LONGEST_REASON)
    return value
