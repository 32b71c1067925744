"""The questions of what somebody raises: what it is about, the words, and what is there already.

A need may be the same as one that is open; a question may be answered already. Both are offered
before anything is filed, and neither costs whoever raises it a question more.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from bot import case_words
from bot.answers import Kind as Asks
from bot.forms import UP, Filling, Option, Step, always
from bot.texts import clipped, day_and_time
from domain.answers import Answer
from domain.ladders import Kind, Ladder
from domain.refusals import Joined, Text
from storage import answer_search, answers, case_joins, ladders
from storage.case_joins import Alike

MOST_ALIKE = 3
NONE = "none"
OPENS, IS_IT = "a", "is"
JOINS = "joins"
Where = Callable[[Filling], Awaitable[str]]
"""Gives the area about which something is raised; "" when it is not known any more."""
Prompt = Text | Callable[[Filling], Awaitable[Text]]


def topic_step(name: str, kind: Kind, question: Prompt, **more: Any) -> Step:
    """Ask what it is about: one tap a level of the tree."""

    async def options(filling: Filling) -> list[Option]:
        ladder = await ladders.on(filling.db, kind, filling.now)
        return _below(ladder, filling.opened(name))

    async def prompt(filling: Filling) -> Text:
        asked = question if isinstance(question, Text) else await question(filling)
        ladder = await ladders.on(filling.db, kind, filling.now)
        opened = filling.opened(name)
        return Joined([asked, Text("▸ {topic}", topic=ladder.topic(opened))]) if opened else asked

    return Step(name=name, kind=Asks.CHOOSE, prompt=prompt, options=options, **more)


def _below(ladder: Ladder, opened: str) -> list[Option]:
    """Offer the topics at one place of the tree, and the way back up."""
    found = [
        Option(key=it.code, label=it.name, opens=bool(ladder.under(it.code)), stands_for=it.code)
        for it in ladder.under(opened)
    ]
    if not opened:
        return found
    above = next((it.parent for it in ladder.topics if it.code == opened), "")
    rest = Option(key=opened, label=Text("Something else"))
    return [*found, rest, Option(key=f"{UP}{above}", label=Text("‹ One level up"), opens=True)]


def words_step(name: str, topic: str, question: Prompt, where: Where, **more: Any) -> Step:
    """Ask for the words of a need; open needs like it can be joined instead."""

    async def alike(filling: Filling) -> list[Alike]:
        ladder = await ladders.on(filling.db, Kind.NEED, filling.now)
        kin = _kin(ladder, filling.answer(topic) or "")
        area = await where(filling) if kin else ""
        if not area:
            return []
        return await case_joins.alike(filling.db, Kind.NEED, area, kin, MOST_ALIKE)

    async def options(filling: Filling) -> list[Option]:
        return [_join(it) for it in await alike(filling)]

    async def prompt(filling: Filling) -> Text:
        asked = question if isinstance(question, Text) else await question(filling)
        there = await alike(filling)
        if not there:
            return asked
        ladder = await ladders.on(filling.db, Kind.NEED, filling.now)
        lines = [_alike_line(it, ladder) for it in there]
        head = Text("<b>Open in this village already:</b>")
        choice = Text("Is it the same thing? Then join it. If not, say what is needed:")
        return Joined([head, *lines, choice, asked])

    return Step(
        name=name, kind=Asks.TEXT, prompt=prompt, options=options, with_photos=True, **more
    )


def _kin(ladder: Ladder, code: str) -> set[str]:
    """List a topic with those right above and below it: one says water, another no water."""
    above = {it.parent for it in ladder.topics if it.code == code and it.parent}
    below = {it.code for it in ladder.topics if it.parent == code}
    return {code, *above, *below} if code not in ("", "other") else set()


def _join(there: Alike) -> Option:
    label = Text("🔗 Join #{number}", number=there.number)
    return Option(key=f"j{there.number}", label=label, stands_for={JOINS: there.number})


def _alike_line(there: Alike, ladder: Ladder) -> Text:
    line = Text(
        "#{number} {topic}, since {at}",
        number=there.number,
        topic=ladder.topic(there.topic),
        at=day_and_time(there.raised_at),
    )
    if not there.joined:
        return line
    return Text("{line}, joined by {count}", line=line, count=there.joined)


def joins(words: Any) -> int:
    """Return the number of the case that was chosen instead of words, 0 for none."""
    return int(words.get(JOINS, 0)) if isinstance(words, dict) else 0


def similar_step(
    name: str, words: str, when: Callable[[Filling], bool] = always, **more: Any
) -> Step:
    """Offer answered questions like this one before it is filed; each opens its answer."""

    async def options(filling: Filling) -> list[Option]:
        if number := _number(filling.opened(name), OPENS):
            return [
                Option(key=f"{IS_IT}{number}", label=Text("✔ That is it, thanks")),
                Option(key=UP, label=Text("‹ The others"), opens=True),
                _none(),
            ]
        found = await _similar(filling, words)
        opened = [
            Option(key=f"{OPENS}{it.id}", label=clipped(it.question, 30), opens=True)
            for it in found
        ]
        is_shown = filling.draft.step == name  # it stays answerable when the answers are gone
        return [*opened, _none()] if opened or is_shown else []

    async def prompt(filling: Filling) -> Text:
        number = _number(filling.opened(name), OPENS)
        found = await answers.read(filling.db, filling.person, number) if number else None
        if found:
            return Text(
                "<b>{question}</b>\n{answer}", question=found.question, answer=found.answer
            )
        return Text("This was asked before. Tap one to read the answer; or hand yours in.")

    return Step(
        name=name,
        kind=Asks.CHOOSE,
        label=Text("Answered already"),
        prompt=prompt,
        options=options,
        when=when,
        only_if_offered=True,
        **more,
    )


def _none() -> Option:
    return Option(key=NONE, label=Text("None of these, hand in"))


async def _similar(filling: Filling, words: str) -> list[Answer]:
    said = case_words.text_of(case_words.of(filling, words))
    if not said.strip():
        return []
    return await answer_search.similar(filling.db, filling.person, said, filling.now)


def answered_by(answer: str | None) -> int:
    """Return which answer somebody was content with, 0 for none."""
    return _number(answer or "", IS_IT)


def _number(key: str, begin: str) -> int:
    written = key.removeprefix(begin)
    return int(written) if key.startswith(begin) and written.isdigit() else 0
