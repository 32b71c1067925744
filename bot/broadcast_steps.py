"""What is asked to write a broadcast: words or a file, whom it is for, when it goes out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from bot import audience_steps
from bot.answers import Kind
from bot.forms import Filling, Option, Options, Step, Steps
from domain.broadcasts import Broadcast, words_of
from domain.calendar import SHANGHAI
from domain.refusals import Refusal, Text
from domain.spoken_dates import Toward, Wanted, moment_of

MORNING, AFTERNOON = time(8), 15
FURTHEST = timedelta(days=90)


def _content(value: Any, _filling: Filling) -> Any:
    """Take typed words, or a file with words under it.

    Raises:
        Refusal: there are no words, or too many.
    """
    if not isinstance(value, Mapping):
        return words_of(value, has_file=False)
    if not value.get("caption"):
        raise Refusal(
            "Please send the photo or document again, with the words under it: "
            "everybody should read what it is about."
        )
    return {**value, "caption": words_of(value["caption"], has_file=True)}


def _words(value: Any, filling: Filling) -> str:
    return words_of(value, has_file=bool(filling.given.get("file")))


def _not_past(value: Any, filling: Filling) -> str:
    at = moment_of(value)
    if at <= filling.now:
        raise Refusal("This time is over already. Please choose a later one.")
    if at - filling.now > FURTHEST:
        raise Refusal("That is too far away; at most {days} days.", days=FURTHEST.days)
    return str(value)


async def _moments(filling: Filling) -> Options:
    today = Option(key="今天15点", label=Text("Today 15:00"))
    is_early = filling.now.astimezone(SHANGHAI).hour < AFTERNOON
    tomorrow = [
        Option(key="明天8点", label=Text("Tomorrow 08:00")),
        Option(key="明天15点", label=Text("Tomorrow 15:00")),
    ]
    return [today, *tomorrow] if is_early else tomorrow


CONTENT = Step(
    name="content",
    kind=Kind.WORDS_OR_FILE,
    label=Text("Words"),
    prompt=Text(
        "What should everybody read? Type it, or send one photo or document with the words "
        "under it. No ID numbers, no phone numbers."
    ),
    check=_content,
)
WORDS = Step(
    name="words",
    kind=Kind.TEXT,
    label=Text("Words"),
    prompt=Text("How should it read? Where it was sent already, it changes in every chat."),
    check=_words,
)
WHEN = Step(
    name="at",
    kind=Kind.DATE,
    label=Text("Time"),
    prompt=Text("When should it go out? For example: 明天8点, 7月20日下午3点."),
    options=_moments,
    check=_not_past,
    day=Wanted(toward=Toward.AHEAD, at=MORNING),
)


def steps(filling: Filling) -> Steps:
    """Ask for words and an audience."""
    return (CONTENT, *audience_steps.steps(filling.given))


def audience(filling: Filling) -> Steps:
    """Ask whom it is for."""
    return audience_steps.steps(filling.given)


def rewording(filling: Filling) -> Steps:
    """Ask for other words; those so far stand."""
    words = filling.given["words"]
    return (replace(WORDS, prefill=lambda _filling: words),)


async def broadcast_of(filling: Filling) -> Broadcast:
    """Make the draft that was described."""
    content = filling.answer("content")
    is_file = isinstance(content, Mapping)
    return Broadcast(
        words=content["caption"] if is_file else content,
        file_id=content["file"] if is_file else None,
        audience=await audience_steps.audience_of(filling),
        area_code=filling.given["area"],
        owner_id=filling.person.id,
        set_at=filling.now,
    )
