"""The questions about the exit standard: what is still the same, and of the rest its facts."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from bot.have_answers import (
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
from domain.refusals import Joined, Refusal, Text
from storage import standards

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
        return tuple(_of_item(Item(only), mine, filling))
    asked = [Item(it) for it in mine.get("ask", ())]
    if not asked:
        return ()
    chosen = filling.answer(CHANGED) or []
    found = [_changed(asked, mine)]
    for item in asked:
        found += _of_item(item, mine, filling) if item in chosen else []
    return tuple(found)


def _changed(asked: Sequence[Item], mine: Mapping[str, Any]) -> Step:
    offered = [Option(key=item, label=LABELS[item]) for item in asked]
    lines = [_standing(item, mine["state"].get(item)) for item in asked]
    question = Text("Is all of this still so? Tap what is different.")
    return Step(
        name=CHANGED,
        kind=Kind.CHOOSE_MANY,
        label=Text("Eight haves"),
        prompt=Joined([question, *lines]),
        options=_offering(offered),
        most=len(asked),
        prefill=_taking(None),
    )


def _standing(item: Item, before: Mapping[str, Any] | None) -> Text:
    verdict = Verdict(before["verdict"]) if before else Verdict.UNCHECKED
    facts = facts_read(item, before["facts"]) if before else VERDICTS[verdict]
    reason = before["reason"] if before else ""
    named = Text("{sign} {item}", sign=SIGNS[verdict], item=LABELS[item])
    return Joined([named, facts, reason], by=" · ")


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
    keys = list(fact.choices) or [str(number) for number in fact.offered]
    options = [Option(key=key, label=fact.read(key)) for key in keys]
    question = Text(fact.words.msgid, households=rules_of(mine).road_households)
    step = partial(
        Step,
        name=step_name(item, fact.key),
        kind=Kind.CHOOSE if fact.choices else Kind.NUMBER,
        label=fact.label,
        prompt=_under_criterion(item, question),
        options=_offering(options),
        check=partial(_in_limits, fact),
    )
    if before is None:
        return step()
    unchanged = Text("Still {value}", value=fact.read(before))
    return step(prefill=_taking(before), unchanged=unchanged)


def _verdict(item: Item, follows: Verdict, mine: Mapping[str, Any]) -> Step:
    offered = [
        Option(key=it, label=Text("{sign} {verdict}", sign=SIGNS[it], verdict=VERDICTS[it]))
        for it in (Verdict.MET, Verdict.UNMET)
    ]
    said: list[Text] = [Text("Is it met?")]
    if item is Item.INCOME:
        said.insert(0, _of_income(mine))
    step = partial(
        Step,
        name=step_name(item, "verdict"),
        kind=Kind.CHOOSE,
        label=Text("Verdict"),
        options=_offering(offered),
    )
    if follows is Verdict.UNCHECKED:
        return step(prompt=_under_criterion(item, *said))
    words = Text("{sign} {verdict}, by the standard", sign=SIGNS[follows],
                 verdict=VERDICTS[follows])  # fmt: skip
    prompt = _under_criterion(item, *said)
    return step(prompt=prompt, prefill=_taking(follows.value), unchanged=words)


def _of_income(mine: Mapping[str, Any]) -> Text:
    return Text(
        "Recognised so far this year: {income} yuan per head, from {months} months; the line "
        "is {line}.",
        **{name: mine["grounds"][name] for name in ("income", "line", "months")},
    )


def _reason(item: Item, before: Mapping[str, Any]) -> Step:
    offered = [Option(key=str(at), label=words) for at, words in enumerate(REASONS, start=1)]
    step = partial(
        Step,
        name=step_name(item, "reason"),
        kind=Kind.TEXT,
        label=Text("Reason"),
        prompt=_under_criterion(item, Text("Why? Tap a reason or type one.")),
        options=_offering(offered),
        check=_typed,
    )
    return step(prefill=_taking(before["reason"])) if before["reason"] else step()


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
