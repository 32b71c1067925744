"""The list of campaigns an office gives, and the card of one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_desk, campaign_words, pages
from bot.replies import Button, Rows, press
from bot.rise_cards import due
from bot.texts import clipped, said
from domain.campaigns import Campaign, State
from domain.people import Person
from domain.progress import View
from domain.recurrences import title_of
from domain.refusals import Joined, Text
from storage import progress

TAB_NAMES = (Text("Running {count}"), Text("Drafts {count}"), Text("Over {count}"))
MOST_OF_TITLE = 14
BACK = Button(label=Text("‹ Tasks"), press=press("campaign", "list"))
Card = tuple[Text, Rows]


async def page(db: AsyncConnection, person: Person, tab: int, number: int) -> Card:
    """Write a page of a tab of the list."""
    counts = await campaign_desk.counts(db, person)
    of = pages.pages_of(counts[tab])
    number = min(number, of - 1)
    found = await campaign_desk.listed(db, person, tab, pages.PAGE, number * pages.PAGE)
    lines = [Text("{name} · due {due}", name=campaign_words.named(it), due=due(it.due_at))
             for it in found]  # fmt: skip
    head = Text("<b>Tasks of my office</b>")
    return Joined([head, *(lines or [Text("None here.")])]), [
        _tabs(counts, tab),
        *[[_opening(it)] for it in found],
        *pages.turn_rows(("campaign", "page", str(tab)), number, of),
        *_ways(),
    ]


def _tabs(counts: Sequence[int], tab: int) -> list[Button]:
    buttons = []
    for at, (name, count) in enumerate(zip(TAB_NAMES, counts, strict=True)):
        label = Text(name.msgid, count=count)
        if at == tab:
            label = Text("• {label}", label=label)
        buttons.append(Button(label=label, press=press("campaign", "page", at, 0)))
    return buttons


def _opening(campaign: Campaign) -> Button:
    title = clipped(said(title_of(campaign)), MOST_OF_TITLE)
    label = Text("#{number} {title}", number=campaign.number, title=title)
    return Button(label=label, press=press("campaign", "show", campaign.number))


def _ways() -> Rows:
    return [
        [Button(label=Text("＋ New task"), press=press("campaign", "add"))],
        [
            Button(label=Text("📦 Templates"), press=press("template", "list")),
            Button(label=Text("🔁 Standing tasks"), press=press("recurrence", "list")),
        ],
    ]


async def card(db: AsyncConnection, person: Person, campaign: Campaign, now: datetime) -> Card:
    """Write the card of a campaign that has begun."""
    view = View(campaign=campaign.number)
    count = await progress.total(db, await progress.asked(db, person, campaign, view, now))
    done = Text("✅ {done} of {count} done, {overdue} overdue", done=count.finished,
                count=count.obliged, overdue=count.overdue)  # fmt: skip
    words = [
        Text("⏰ <b>{name}</b>", name=campaign_words.named(campaign)),
        campaign_words.STATES[campaign.state],
        await campaign_words.facts(db, campaign),
        done,
        await campaign_desk.last_word(db, campaign),
    ]
    return Joined(words), _rows(campaign)


def _rows(campaign: Campaign) -> Rows:
    number = campaign.number
    look = [
        Button(label=Text("📊 Progress"), press=press("progress", "show", number)),
        Button(label=Text("🧾 Who was told"), press=press("progress", "trail", number)),
    ]
    again = Button(label=Text("⧉ Copy"), press=press("campaign", "copy", number))
    if campaign.state is not State.RUNNING:
        return [look, [again], [BACK]]
    of = number, campaign.version
    change = Button(label=Text("✎ Change the task"), press=press("campaign", "change", *of))
    extend = Button(label=Text("⏳ Extend"), press=press("campaign", "extend", *of))
    cancel = Button(label=Text("✖ Cancel it"), press=press("campaign", "cancel", *of))
    if campaign.recurrence:
        return [look, [extend], [again, cancel], [BACK]]
    repeat = Button(label=Text("🔁 Repeat it"), press=press("recurrence", "of", number))
    return [look, [change, extend], [again, cancel], [repeat], [BACK]]
