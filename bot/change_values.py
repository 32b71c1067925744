"""The question for the value of a field, and what its answer means.

Answers are kept as they were tapped: positions of choices (c0, c1 …), yes and no, or words.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.answers import Kind as Answer
from bot.forms import Filling, Option, Step, no_options
from bot.texts import every_language
from domain.record_values import checked
from domain.records import Field, Kind
from domain.refusals import Refusal, Text

NOTHING = "nothing"
NONE_NOW = Text("None now")
CHOSEN = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO})
ASKED_AS = {
    Kind.CHOICE: Answer.CHOOSE,
    Kind.YES_NO: Answer.CHOOSE,
    Kind.SEVERAL: Answer.CHOOSE_MANY,
    Kind.WHOLE: Answer.NUMBER,
    Kind.YUAN: Answer.NUMBER,
}


def value_of(field: Field, answer: Any) -> Any:
    """Turn the answer to a field's question into the record's value; None is nothing to say."""
    if field.may_be_empty and (answer == NOTHING or answer in every_language(NONE_NOW.msgid)):
        return None
    if field.kind is Kind.CHOICE:
        return checked(field, _chosen(field, answer))
    if field.kind is Kind.SEVERAL:
        return checked(field, [_chosen(field, key) for key in answer])
    return checked(field, answer)


def answer_of(field: Field, value: Any) -> Any:
    """Turn a value of the record into the answer that means it, where there is one."""
    if value in (None, "", []):
        return None
    if field.kind is Kind.YES_NO:
        return "yes" if value else "no"
    if field.kind is Kind.SEVERAL:
        return [f"c{field.choices.index(it)}" for it in value if it in field.choices]
    if field.kind is Kind.CHOICE:
        return f"c{field.choices.index(value)}" if value in field.choices else None
    return str(value)


def _chosen(field: Field, key: Any) -> str:
    known = {f"c{place}": word for place, word in enumerate(field.choices)}
    return known.get(str(key), "")


def options_of(field: Field) -> list[Option]:
    """Offer what a field may say, or suggestions, and nothing where it may be empty."""
    if field.kind is Kind.YES_NO:
        found = [Option(key="yes", label=Text("Yes")), Option(key="no", label=Text("No"))]
    else:
        found = [Option(key=f"c{n}", label=word) for n, word in enumerate(field.choices)]
    if field.offers_nothing:
        found.append(Option(key=NOTHING, label=NONE_NOW))
    return found


def value_step(
    name: str,
    field: Field,
    prompt: Text | Callable[[Filling], Awaitable[Text]],
    label: Text | None = None,
    **more: Any,
) -> Step:
    """Ask for the value of a field."""

    async def offered(_filling: Filling) -> list[Option]:
        return options_of(field)

    def fits(answer: Any, _filling: Filling) -> Any:
        value_of(field, typed(answer))
        return answer

    return Step(
        name=name,
        kind=ASKED_AS.get(field.kind, Answer.TEXT),
        label=label or field.label,
        prompt=prompt,
        options=offered if options_of(field) else no_options,
        check=fits,
        most=field.most if field.kind is Kind.SEVERAL else 1,
        **more,
    )


def typed(answer: Any) -> Any:
    """Take words, but no voice: they go into the record.

    Raises:
        Refusal: it was spoken.
    """
    if isinstance(answer, dict):
        raise Refusal("This goes into the record word by word, so please type it.")
    return answer
