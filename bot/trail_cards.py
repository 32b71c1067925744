"""How a trail reads (提醒记录): who was told what, when, and whether it came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import digits

from bot import pages
from bot.progress_cards import named
from bot.replies import Rows
from bot.texts import day_and_time
from domain.campaigns import Campaign
from domain.refusals import Joined, Text
from storage.tellings import Outcome, Telling

LINES = 20
"""So many lines stand on a page."""
Card = tuple[Joined, Rows, Text]
OUTCOMES = {
    Outcome.WAITING: Text("still to be told"),
    Outcome.NEWS: Text("still to be told"),
    Outcome.TOLD: Text("on its way"),
    Outcome.UNREACHABLE: Text("not told: no letter reaches him, please call"),
    Outcome.SNOOZED: Text("not told: wanted to be reminded another day"),
    Outcome.SETTLED: Text("not told: it was settled by then"),
    Outcome.OVERTAKEN: Text("not told: a later reminder took its place"),
}
EVENTS: Mapping[str, Text] = {
    "nudge": Text("asked again"),
    "again": Text("reminded again, as wished"),
    "call": Text("told whom to call"),
    "changed": Text("told of a change"),
    "extended": Text("told of more time"),
    "cancelled": Text("told that it is cancelled"),
    "village": Text("risen to the village and unit"),
    "town": Text("risen to the town"),
    "district": Text("risen to the district"),
}


def event_name(event: str) -> Text | str:
    """Name what was told, without the day that it is about; what is unknown stays as it is."""
    step = event.partition("@")[0]
    if (word := step.rstrip(digits)) in EVENTS:
        return EVENTS[word]
    for begin, words in (("after", AFTER), ("t", BEFORE)):
        days = step.removeprefix(begin)
        if step != days and days.isdigit():
            return Text(words.msgid, days=int(days)) if int(days) else ON_THE_DAY
    return step


BEFORE, AFTER = Text("{days} d before"), Text("{days} d after")
ON_THE_DAY = Text("on the day")


def line(told: Telling, names: Mapping[int, str], *, is_own: bool = False) -> Text:
    """Write one line of the trail: when, to whom, what, and whether it came."""
    by = names.get(told.by_id or 0, "")
    return Text(
        "🔔 {at} {name}{event}{by}: {outcome}",
        at=day_and_time(told.at),
        name="" if is_own else Text("{name}, ", name=told.name),
        event=event_name(told.event),
        by=Text(" by {name}", name=by) if by else "",
        outcome=_outcome(told),
    )


def _outcome(told: Telling) -> Text:
    if told.acknowledged_at:
        return Text("read {at}", at=day_and_time(told.acknowledged_at))
    if told.delivered_at:
        return Text("delivered {at}", at=day_and_time(told.delivered_at))
    return OUTCOMES[told.outcome]


@dataclass(frozen=True, kw_only=True)
class Trail:
    """A page of tellings: `count` in all, `names` of who asked again, `name` of the one reader."""

    campaign: Campaign
    told: Sequence[Telling]
    count: int
    names: Mapping[int, str]
    name: str = ""


def card(trail: Trail, page: int, call: tuple[str, ...]) -> Card:
    """Write a page of who was told what, the newest first."""
    most = pages.pages_of(trail.count, LINES)
    head = Text("🧾 <b>{what}</b>", what=named(trail.campaign))
    told = Text("Told in all: {count}", count=trail.count)
    if trail.name:
        told = Text("{name} was told: {count}", name=trail.name, count=trail.count)
    nothing = Text("Nobody was told anything yet.")
    lines = [line(it, trail.names, is_own=bool(trail.name)) for it in trail.told] or [nothing]
    words = Joined([head, told, *lines])
    return words, pages.turn_rows(call, page, most), pages.page_words(page, most)
