"""Who read a broadcast, who has not yet, whom it did not reach: by name."""

from collections.abc import Sequence

from bot.broadcast_letters import NOUN
from bot.pages import pages_of, turn_rows
from bot.replies import Button, Rows, press
from bot.texts import day_and_time
from domain.broadcasts import Answered, Broadcast, Counts, Stage
from domain.refusals import Joined, Text
from storage.broadcast_letters import Named

PAGE = 30
HEADS = {
    Answered.READ: Text("👌 Read it"),
    Answered.SILENT: Text("… Not yet"),
    Answered.MISSED: Text("❌ Not delivered"),
}
WHY = {
    Stage.UNBOUND: Text("no chat with the bot"),
    Stage.FAILED: Text("the chat is blocked or gone"),
    Stage.REFUSED: Text("Telegram did not take it"),
    Stage.WITHDRAWN: Text("stopped before"),
}


def listed(broadcast: Broadcast, which: Answered, found: Sequence[Named]) -> Text:
    """Write one page of names."""
    head = Text(
        "📢 <b>Notice #{number}</b> · {which}", number=broadcast.number, which=HEADS[which]
    )
    lines = [_line(it) for it in found] or [Text("Nobody.")]
    return Joined([head, *lines])


def _line(it: Named) -> Text | str:
    who = f"{it.name}（{it.unit}）" if it.unit else it.name
    if it.stage in WHY:
        return Text("{who}: {why}", who=who, why=WHY[it.stage])
    if it.read_at:
        return Text("{who} {at}", who=who, at=day_and_time(it.read_at))
    return Text("{who} · reminded", who=who) if it.nudged_at else who


def rows(broadcast: Broadcast, which: Answered, counts: Counts, page: int) -> Rows:
    """Offer the pages and the other lists."""
    others = [
        Button(
            label=Text("{which} {count}", which=HEADS[it], count=counts.answering(it)),
            press=press(NOUN, "names", broadcast.number, it.place, 0),
        )
        for it in Answered
        if it is not which
    ]
    call = NOUN, "names", str(broadcast.number), str(which.place)
    turning = turn_rows(call, page, pages_of(counts.answering(which), PAGE))
    return [*turning, others]
