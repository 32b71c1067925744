"""The questions by which an administrator changes what cases can be about."""

from collections.abc import Sequence
from dataclasses import replace

from bot import ladder_desk, ladder_words
from bot.answers import Kind
from bot.forms import NAME_TYPED, Filling, Option, Step, Steps
from bot.ladder_desk import EDITS
from bot.ladder_steps import ADD, EARLIER, HOW, WHEN
from domain.ladders import Ladder
from domain.refusals import Text
from domain.topic_edits import with_name, with_offer, with_parent, with_topic, with_topic_earlier

TOP = "top"
NAME, OFFER, UNDER = "name", "offer", "under"
TOPIC_WAYS = {
    ADD: Text("Add a topic"),
    NAME: Text("Call one differently"),
    OFFER: Text("Retire, offer again"),
    EARLIER: Text("Let one come earlier"),
    UNDER: Text("Put below another"),
}


async def _ways(_filling: Filling) -> Sequence[Option]:
    return [Option(key=key, label=label) for key, label in TOPIC_WAYS.items()]


_HOW = replace(HOW, options=_ways)


async def _topics(filling: Filling) -> Sequence[Option]:
    ladder = await ladder_desk.base(filling)
    return [
        Option(
            key=it.code,
            label=Text(
                "{topic}{mark}",
                topic=ladder_words.topic_name(ladder, it.code),
                mark="" if it.is_offered else " ✖",
            ),
        )
        for it in ladder.topics
    ]


async def _parents(filling: Filling) -> Sequence[Option]:
    first = (await ladder_desk.base(filling)).under("")
    top = Option(key=TOP, label=Text("Among the first ones"))
    return [top, *[Option(key=it.code, label=it.name) for it in first]]


_TOPIC = Step(
    name="topic",
    kind=Kind.CHOOSE,
    label=Text("Topic"),
    prompt=Text("Which topic?"),
    options=_topics,
)
_PARENT = Step(
    name="parent",
    kind=Kind.CHOOSE,
    label=Text("Below"),
    prompt=Text("Below which one is it offered?"),
    options=_parents,
)
_NAME = Step(
    name="name",
    kind=Kind.TEXT,
    label=Text("Topic name"),
    prompt=Text("What is it called? At most 12 characters, for it stands on a button."),
    check=NAME_TYPED,
)


def topic_steps(filling: Filling) -> Steps:
    """Ask what changes of the topics; open cases keep those they have."""
    how = filling.answer("how")
    asked = {ADD: (_PARENT, _NAME), NAME: (_TOPIC, _NAME), UNDER: (_TOPIC, _PARENT)}
    return (_HOW, *asked.get(how, (_TOPIC,)), WHEN)


def _changed(ladder: Ladder, filling: Filling) -> Ladder:
    how, code = filling.answer("how"), filling.answer("topic")
    parent = "" if filling.answer("parent") == TOP else filling.answer("parent")
    if how == ADD:
        return with_topic(ladder, filling.answer("name"), parent)
    if how == NAME:
        return with_name(ladder, code, filling.answer("name"))
    if how == UNDER:
        return with_parent(ladder, code, parent)
    return with_offer(ladder, code) if how == OFFER else with_topic_earlier(ladder, code)


EDITS["ladder_topic"] = _changed
