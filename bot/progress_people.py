"""One person of a campaign as he stands, and what he was told about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import trail_cards
from bot.progress_cards import named
from bot.progress_lists import UNREACHED
from bot.replies import Button, Rows, press
from bot.rise_cards import due
from bot.task_cards import MARKS
from bot.texts import clipped, day_and_time
from domain.campaigns import Campaign, Item, Mark, Owing, Standing
from domain.refusals import Joined, Text
from storage.campaign_marks import Marked
from storage.tellings import Telling

MOST_ITEMS, MOST_MARKS, MOST_TOLD, MOST_OF_WORDS = 30, 12, 12, 120
STANDINGS = {
    Standing.OPEN: Text("not yet done"),
    Standing.WAITING: Text("waits to be looked at"),
    Standing.DONE: Text("done"),
    Standing.LATE: Text("done late"),
    Standing.EXCUSED: Text("excused"),
}
DECIDED = {
    Mark.CONFIRMED: Text("{by} said that it is done"),
    Mark.HANDED_IN: Text("{by} handed it in"),
    Mark.CHECKED: Text("{by} looked: it is so"),
    Mark.SENT_BACK: Text("{by} sent it back"),
    Mark.EXTENDED: Text("{by} gave time until {until}"),
    Mark.EXCUSED: Text("{by} excused it"),
    Mark.TAKEN_OVER: Text("{by} took it over"),
    Mark.SNOOZED: Text("{by} wanted to be reminded another day"),
    Mark.ASKED_FOR_TIME: Text("{by} has a difficulty"),
    Mark.DECLINED: Text("{by} gave no more time"),
    Mark.NOTED: Text("{by} knows that it is late"),
    Mark.CALLED: Text("{by} has called"),
}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One person as somebody may see him; of `items` those whose households he sees.

    `marks` have words only for those who decide about him: difficulties are told to officers.
    """

    campaign: Campaign
    owing: Owing
    area: str
    items: Sequence[Item]
    marks: Sequence[Marked]
    told: Sequence[Telling]
    names: Mapping[int, str]
    may_act: bool


def person_card(seen: Seen) -> tuple[Joined, Rows]:
    """Show how somebody stands, what is behind it, what was decided and what he was told."""
    owing = seen.owing
    unit = Joined([owing.name, owing.unit, seen.area], by=" · ")
    head = Text("{mark} <b>{who}</b>", mark=MARKS[owing.standing], who=unit)
    lines = [
        head,
        named(seen.campaign),
        _stands(owing),
        *_items(seen),
        *[_decided(it) for it in seen.marks[-MOST_MARKS:]],
        *[trail_cards.line(it, seen.names, is_own=True) for it in seen.told[-MOST_TOLD:]],
    ]
    return Joined(lines), _rows(seen)


def _stands(owing: Owing) -> Text:
    return Text(
        "{standing}{done_at}, due {due}{reach}",
        standing=STANDINGS[owing.standing],
        done_at=f" {day_and_time(owing.done_at)}" if owing.done_at else "",
        due=due(owing.due_at),
        reach=UNREACHED.get(owing.reach, ""),
    )


def _items(seen: Seen) -> list[Text]:
    """List the households one may see; the others are only counted."""
    shown = [
        Text("{mark} {name}", mark=MARKS[it.standing], name=it.name)
        for it in seen.items[:MOST_ITEMS]
    ]
    left, count = len(seen.owing.open), len(seen.owing.items)
    more = count - len(shown)
    done = Text("Households: {done} of {count} done", done=count - left, count=count)
    others = Text("… and {count} more", count=more)
    return [*([done] if count else []), *shown, *([others] if shown and more else [])]


def _decided(marked: Marked) -> Text:
    words = DECIDED[marked.mark]
    until = due(marked.until_at) if marked.until_at else ""
    values = {"until": until} if marked.mark is Mark.EXTENDED else {}
    what = Text(words.msgid, by=marked.by, **values)
    said = f"：{clipped(marked.words, MOST_OF_WORDS)}" if marked.words else ""
    return Text("✍ {at} {what}{said}", at=day_and_time(marked.at), what=what, said=said)


def _rows(seen: Seen) -> Rows:
    """Offer what can be done for somebody who still owes it, and all that he was told."""
    whose = seen.campaign.number, seen.owing.person_id
    again = Button(label=Text("📣 Ask again"), press=press("nudge", "one", *whose))
    trail = Button(label=Text("🧾 Who was told"), press=press("trail", "of", *whose))
    more = Button(label=Text("🗓 Time, excuse"), press=press("rise", "who", *whose))
    is_open = seen.owing.standing is Standing.OPEN
    first = [again, more] if is_open and seen.may_act else []
    return [*([first] if first else []), [trail]]
