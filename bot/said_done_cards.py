"""How what people said is done reads to those who look at it: one card a reader and campaign."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import pages
from bot.replies import Button, Message, Rows, press
from bot.texts import clipped, day_and_time
from domain.campaigns import Campaign, Criterion
from domain.recurrences import title_of
from domain.refusals import Joined, Text
from storage.said_done import SaidDone

MOST_OF_WORDS = 600
HANDED_IN = Text("{name} handed it in, {at}")
SAYS = Text("{name} says it is done, {at}")


def card_name(campaign: int) -> str:
    """Name the live card of what waits of a campaign."""
    return f"said_done:{campaign}"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for a reader of one campaign: the one thing shown, the which of how many."""

    campaign: Campaign
    shown: SaidDone | None
    count: int
    page: int = 0


def card(waiting: Waiting) -> Message:
    """Show one thing at a time, so that one decision is asked."""
    title, shown = title_of(waiting.campaign), waiting.shown
    if shown is None:
        nothing = Text("Nothing waits to be looked at any more. Thank you!")
        lines = [Text("🔎 <b>{title}</b>", title=title), nothing]
        return _message(waiting, Joined(lines), [])
    head = Text("🔎 <b>{title}: {count} to look at</b>", title=title, count=waiting.count)
    return _message(waiting, Joined([head, _who(waiting.campaign, shown)]), _rows(waiting, shown))


def _message(waiting: Waiting, words: Joined, rows: Rows) -> Message:
    return Message(
        text=words, keyboard=rows, card=card_name(waiting.campaign.number), private=True
    )


def _who(campaign: Campaign, said: SaidDone) -> Joined:
    name: Text | str = f"{said.name}（{said.unit}）" if said.unit else said.name
    if said.by_id != said.person_id:
        name = Text("{title} (for {name})", title=said.by, name=said.name)
    how = HANDED_IN if campaign.criterion is Criterion.HANDED_IN else SAYS
    return Joined(
        [
            Text(how.msgid, name=name, at=day_and_time(said.at)),
            Text("“{words}”", words=clipped(said.words, MOST_OF_WORDS)) if said.words else "",
            Text("Files: {count}", count=len(said.files)) if said.files else "",
        ]
    )


def _rows(waiting: Waiting, said: SaidDone) -> Rows:
    decide = [
        Button(label=Text("✓ It is so"), press=press("said", "agree", said.mark)),
        Button(label=Text("✗ Send back"), press=press("said", "return", said.mark)),
    ]
    files = Button(label=Text("📎 See the files"), press=press("said", "files", said.mark))
    call = ("said", "list", str(waiting.campaign.number))
    turns = pages.turn_rows(call, waiting.page, waiting.count)
    return [decide, *([[files]] if said.files else []), *turns]


def agreed(campaign: Campaign, by: str) -> Message:
    """Tell somebody that his word counts."""
    words = Text("✅ {name} has looked: “{title}” is done.", name=by, title=title_of(campaign))
    return Message(text=words, private=True)


def sent_back(campaign: Campaign, by: str, reason: str, rows: Rows) -> Message:
    """Tell somebody why it is not done yet, with what he can do."""
    words = Text(
        "↩ {name} sent “{title}” back.\nReason: {words}\nPlease mend it and say so again.",
        name=by,
        title=title_of(campaign),
        words=reason,
    )
    return Message(text=words, keyboard=rows, private=True)


def queues(found: Sequence[tuple[Campaign, int]]) -> Rows:
    """Offer what waits, campaign by campaign."""
    return [
        [
            Button(
                label=Text(
                    "🔎 To look at: {count} {title}", count=count, title=title_of(campaign)
                ),
                press=press("said", "list", campaign.number),
            )
        ]
        for campaign, count in found
    ]
