"""How a ladder reads, line by line, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain import alert_rules
from domain.ladders import Ladder, Rung, Span, Stage
from domain.people import ROLE_NAMES
from domain.refusals import Joined, Text

STAGES = {
    Stage.VERIFY: Text("{office}, verifies"),
    Stage.REVIEW: Text("{office}, reviews"),
    Stage.MEASURES: Text("{office}, sets measures"),
    Stage.FOLLOW_UP: Text("{office}, follows up"),
}
CLOCKS = {
    "take": Text("to take it"),
    "solve": Text("to finish"),
    "update": Text("between two words to the asker"),
    "silence": Text("of silence before it is asked"),
    "grace": Text("more before it goes back"),
}
CLOCK_NAMES = {
    "take": Text("taking it"),
    "solve": Text("finishing"),
    "update": Text("words to the asker"),
    "silence": Text("silence"),
    "grace": Text("going back"),
}
FIGURES = {
    "chain_days": Text("Days of the whole course"),
    "warn_percent": Text("Warned at, % of the time"),
    "reopen_days": Text("Can be reopened for, days"),
}
MOST_LINES = 12
PAPER = "paper."
"""How the names of rules begin that are about papers."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something a ladder says: what it is about, and what of it holds."""

    label: Text
    value: Text


Key = tuple[str, ...]


def office(rung: Rung) -> Text:
    """Name an office of a ladder, with what it is to do where that differs."""
    name = ROLE_NAMES[rung.role]
    return Text(STAGES[rung.stage].msgid, office=name) if rung.stage in STAGES else name


def span(length: Span) -> Text:
    """Say how long a time of work is."""
    hours, minutes = divmod(length.minutes, 60)
    parts = [
        Text("{count} d", count=length.days) if length.days else "",
        Text("{count} h", count=hours) if hours else "",
        Text("{count} min", count=minutes) if minutes else "",
    ]
    return Joined(parts, " ") if length else Text("no limit")


def clock(name: str, length: Span) -> Text:
    """Say one clock of an office."""
    return Text("{time} {what}", time=span(length), what=CLOCKS[name])


def figures(ladder: Ladder) -> dict[str, tuple[Text | str, int]]:
    """List the figures of a ladder: what each is called, and its value."""
    families = {it.code: it.name for it in ladder.topics}
    own: dict[str, tuple[Text | str, int]] = {
        name: (words, getattr(ladder, name)) for name, words in FIGURES.items()
    }
    rules = sorted(ladder.rules.items(), key=lambda it: it[0].startswith(PAPER))
    return own | {name: (alert_rules.name_of(name, families), it) for name, it in rules}


def figure_value(name: str, value: int) -> Text:
    """Say a figure; papers are asked for or not."""
    if not name.startswith(PAPER):
        return Text("{value}", value=value)
    return Text("asked for") if value else Text("not asked for")


def _clocks(rung: Rung) -> Joined:
    """Say the deadlines an office has; nothing goes back where silence is no matter."""
    held = {name: getattr(rung.clocks, name) for name in CLOCKS}
    if not held["silence"]:
        del held["grace"]
    return Joined([clock(name, length) for name, length in held.items() if length], by="，")


def topic_name(ladder: Ladder, code: str) -> Text:
    """Name a topic with the one above it."""
    topic = next(it for it in ladder.topics if it.code == code)
    if not topic.parent:
        return topic.name
    return Text("{parent} › {topic}", parent=ladder.topic(topic.parent), topic=topic.name)


def card(ladder: Ladder) -> list[Text]:
    """Write a ladder for somebody who wants to know how it goes."""
    rungs = [
        Text(
            "{place}. <b>{office}</b>: {clocks}",
            place=place,
            office=office(rung),
            clocks=_clocks(rung),
        )
        for place, rung in enumerate(ladder.rungs, start=1)
    ]
    topics = Joined([it.name for it in ladder.under("")], by="、")
    shown = [
        Text("{figure}: {value}", figure=words, value=value)
        for name, (words, value) in figures(ladder).items()
        if value and not name.startswith(PAPER)
    ]
    return [*rungs, Text("Topics: {topics}", topics=topics), *shown]


def differences(old: Ladder, new: Ladder) -> list[Text]:
    """Say what is different in a newer ladder, at most a screen of it."""
    before, after = _lines(old), _lines(new)
    found = [
        _difference(before.get(key), after.get(key))
        for key in [*before, *[it for it in after if it not in before]]
        if before.get(key) != after.get(key)
    ]
    found += _of_offices(old, new)
    if not found:
        return [Text("Nothing changes.")]
    rest = Text("… and {count} more", count=len(found) - MOST_LINES)
    return [*found[:MOST_LINES], *([rest] if len(found) > MOST_LINES else [])]


def _of_offices(old: Ladder, new: Ladder) -> list[Text]:
    """Say which offices come, with their deadlines, and what is different for those that stay."""
    found = []
    before = {(it.stage, it.role): it for it in old.rungs}
    for rung in new.rungs:
        was = before.get((rung.stage, rung.role))
        if was is None:
            found.append(Text("＋ {what}: {value}", what=office(rung), value=_clocks(rung)))
            continue
        found += [
            Text(
                "{what}: {old} → {new}",
                what=Text("{office}, {what}", office=office(rung), what=what),
                old=span(getattr(was.clocks, name)),
                new=span(getattr(rung.clocks, name)),
            )
            for name, what in CLOCK_NAMES.items()
            if getattr(was.clocks, name) != getattr(rung.clocks, name)
        ]
    return found


def _difference(old: Line | None, new: Line | None) -> Text:
    if old is None and new is not None:
        return Text("＋ {what}: {value}", what=new.label, value=new.value)
    if new is None and old is not None:
        return Text("－ {what}: {value}", what=old.label, value=old.value)
    if old is None or new is None:
        raise LookupError("neither says anything")
    return Text("{what}: {old} → {new}", what=new.label, old=old.value, new=new.value)


def _lines(ladder: Ladder) -> Mapping[Key, Line]:
    """List everything a ladder says, each thing under a key that it keeps when it changes."""
    found: dict[Key, Line] = {("offices",): _order(ladder)}
    for parent in ("", *[it.code for it in ladder.under("")]):
        if below := ladder.under(parent):
            label = _text(ladder.topic(parent)) if parent else Text("Topics")
            names = Joined([it.name for it in below], by="、")
            found["topics", parent] = Line(label=label, value=names)
    for name, (words, value) in figures(ladder).items():
        found["figure", name] = Line(label=_text(words), value=figure_value(name, value))
    return found


def _order(ladder: Ladder) -> Line:
    names = Joined([office(rung) for rung in ladder.rungs], by="、")
    return Line(label=Text("Offices"), value=names)


def _text(words: Text | str) -> Text:
    return words if isinstance(words, Text) else Text("{words}", words=words)
