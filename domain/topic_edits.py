"""Changing what cases can be about: each change of a ladder's topics gives a new ladder."""

from collections.abc import Callable
from dataclasses import replace

from domain.ladders import Ladder, Topic
from domain.refusals import Refusal, Text

LONGEST_NAME, MOST_TOPICS = 12, 100
OWN = "own-"
"""How the codes begin of topics that an administrator added."""


def with_topic(ladder: Ladder, name: str, parent: str) -> Ladder:
    """Offer one more topic, the last of those below the same one.

    Raises:
        Refusal: the name cannot be taken, or there are too many already.
    """
    if len(ladder.topics) >= MOST_TOPICS:
        raise Refusal("There are {most} topics already; please retire some.", most=MOST_TOPICS)
    _check_name(ladder, name, parent)
    number = 1 + sum(it.code.startswith(OWN) for it in ladder.topics)
    added = Topic(code=f"{OWN}{number}", name=Text(name), parent=parent)
    last = max(
        (at for at, it in enumerate(ladder.topics) if parent in (it.parent, it.code)),
        default=len(ladder.topics) - 1,
    )
    topics = [*ladder.topics[: last + 1], added, *ladder.topics[last + 1 :]]
    return replace(ladder, topics=tuple(topics))


def with_name(ladder: Ladder, code: str, name: str) -> Ladder:
    """Call a topic something else, from now on; old cases keep the name they had.

    Raises:
        Refusal: the name cannot be taken.
    """
    _check_name(ladder, name, _topic(ladder, code).parent)
    return _changed(ladder, code, lambda it: replace(it, name=Text(name)))


def with_offer(ladder: Ladder, code: str) -> Ladder:
    """Retire a topic, or offer it again.

    Raises:
        Refusal: it is the last one that is offered.
    """
    turned = _changed(ladder, code, lambda it: replace(it, is_offered=not it.is_offered))
    if not turned.under(""):
        raise Refusal("At least one topic has to be offered.")
    return turned


def with_parent(ladder: Ladder, code: str, parent: str) -> Ladder:
    """Put a topic below another of the first ones, or make it one of those.

    Raises:
        Refusal: there would be three levels.
    """
    below = any(it.parent == code for it in ladder.topics)
    too_deep = bool(parent) and (below or bool(_topic(ladder, parent).parent))
    if parent == code or too_deep:
        raise Refusal("Topics have two levels at most: this one cannot go there.")
    return _changed(ladder, code, lambda it: replace(it, parent=parent))


def with_topic_earlier(ladder: Ladder, code: str) -> Ladder:
    """Let a topic come before the one offered above it.

    Raises:
        Refusal: it is the first one.
    """
    topic = _topic(ladder, code)
    places = [at for at, it in enumerate(ladder.topics) if it.parent == topic.parent]
    at = ladder.topics.index(topic)
    earlier = [it for it in places if it < at]
    if not earlier:
        raise Refusal("It is the first one already.")
    topics = list(ladder.topics)
    topics[earlier[-1]], topics[at] = topics[at], topics[earlier[-1]]
    return replace(ladder, topics=tuple(topics))


def _topic(ladder: Ladder, code: str) -> Topic:
    found = next((it for it in ladder.topics if it.code == code), None)
    if found is None:
        raise Refusal("This topic is no longer there. Please look again.")
    return found


def _changed(ladder: Ladder, code: str, change: Callable[[Topic], Topic]) -> Ladder:
    _topic(ladder, code)
    topics = tuple(change(it) if it.code == code else it for it in ladder.topics)
    return replace(ladder, topics=topics)


def _check_name(ladder: Ladder, name: str, parent: str) -> None:
    """Buttons are short, and a name is written into messages as it is."""
    if not 0 < len(name) <= LONGEST_NAME or set(name) & set("<>&{}\n"):
        raise Refusal(
            "Please send a name of at most {most} characters, without special signs.",
            most=LONGEST_NAME,
        )
    beside = [it for it in ladder.topics if it.parent == parent]
    if any(it.name.msgid == name for it in beside):
        raise Refusal("There is a topic of this name already.")
