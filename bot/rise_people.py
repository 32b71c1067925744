"""The people of somebody's card, one by one."""

from collections.abc import Sequence

from bot import pages
from bot.replies import Button, Rows, press
from bot.rise_cards import named
from bot.texts import clipped, said
from domain.campaigns import Campaign, Owing
from domain.duties import Reach
from domain.refusals import Joined, Text
from domain.rises import Section

MOST_OF_LABEL = 24
NOTHING = Text("✅ Nothing of it is open any more.")
TAKEN_ROWS: Rows = [
    [Button(label=Text("📒 My tasks"), press=press("tasks", "mine"))],
    [Button(label=Text("‹ Back"), press=press("rise", "turn", 0))],
]


def listed(sections: Sequence[Section], page: int) -> tuple[Text, Rows]:
    """List who still owes what, each a button."""
    matters = [(one.campaign, it) for one in sections for it in one.open]
    page = min(page, pages.pages_of(len(matters)) - 1)
    shown = matters[page * pages.PAGE :][: pages.PAGE]
    rows = [[_button(campaign, owing)] for campaign, owing in shown]
    rows += pages.turn_rows(("rise", "turn"), page, pages.pages_of(len(matters)))
    hidden = sum(it.hidden_open for it in sections)
    more = Text("… and {count} more: 📊 Progress", count=hidden) if hidden else ""
    if not matters:
        return NOTHING, ()
    return Joined([Text("👤 Whom? {count}", count=len(matters) + hidden), more]), rows


def _button(campaign: Campaign, owing: Owing) -> Button:
    mark = "" if owing.reach is Reach.REACHED else "📵 "
    label = clipped(f"{mark}{owing.name} · {said(named(campaign))}", MOST_OF_LABEL)
    return Button(label=label, press=press("rise", "who", campaign.number, owing.person_id))


def taken_over(campaign: Campaign, owing: Owing) -> Text:
    """Say that a task is one's own now."""
    return Text(
        "🙋 <b>{title}</b> of {name} is yours now: it stands under 📒 My tasks.",
        title=named(campaign),
        name=owing.name,
    )
