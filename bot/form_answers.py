"""How an answer reads, on its question and in a summary."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.answers import Kind
from bot.case_times import WEEKDAYS
from bot.forms import Option, Step
from bot.texts import clipped
from domain.refusals import Joined, Text

MOST_SHOWN = 300
"""Of a long answer only the beginning is shown again, so that every screen fits a message."""


def shown(
    step: Step, answer: Any, options: Sequence[Option], most: int = MOST_SHOWN
) -> Text | str:
    """Write an answer the way a person reads it."""
    if answer in (None, [], ""):
        return Text("(skipped)") if step.prefill is None else step.unchanged
    if step.kind in (Kind.CHOOSE, Kind.CHOOSE_MANY):
        keys = answer if isinstance(answer, list) else [answer]
        labels = [it.label for it in options if it.key in keys]
        return Joined(labels, by="、") if labels else ""
    return _SHOWN.get(step.kind, _plainly)(answer, most)


def _plainly(answer: Any, most: int) -> Text | str:
    if isinstance(answer, dict) and "says" in answer:
        return str(answer["says"])
    if isinstance(answer, dict):
        return Text("voice message, {seconds} s", seconds=answer.get("seconds", 0))
    return clipped(str(answer), most)


def _photos(answer: Any, most: int) -> Text:
    """Count the photos, and repeat what was written under them."""
    captions = [
        f"{number}. {photo['caption']}"
        for number, photo in enumerate(answer, start=1)
        if photo.get("caption")
    ]
    words = clipped(" ".join(captions), most)
    count = Text("{count} photos", count=len(answer))
    return Text("{photos} ({words})", photos=count, words=words) if words else count


def _day(answer: Any, most: int) -> Text | str:
    """Write a day with its weekday, so that one who was misunderstood sees it."""
    try:
        at = datetime.fromisoformat(answer)
    except ValueError:
        return _plainly(answer, most)
    day = Text("{day} {weekday}", day=at.date(), weekday=WEEKDAYS[at.weekday()])
    return Text("{day} {time}", day=day, time=f"{at:%H:%M}") if "T" in answer else day


def _point(_answer: Any, _most: int) -> Text:
    return Text("a location")


def _name_and_phone(answer: Any, _most: int) -> str:
    return str(answer["name"])


_SHOWN: dict[Kind, Callable[[Any, int], Text | str]] = {
    Kind.PHOTOS: _photos,
    Kind.DATE: _day,
    Kind.LOCATION: _point,
    Kind.CONTACT: _name_and_phone,
}
