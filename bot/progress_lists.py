"""Lists of progress: the tasks that run, and the people behind a number, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import pages, task_cards
from bot.progress_cards import SHARES, named, opens
from bot.replies import Button, Rows, in_rows, press
from bot.rise_cards import due
from domain.campaigns import Campaign, Owing
from domain.duties import Reach
from domain.progress import Share, View
from domain.refusals import Joined, Text

UNREACHED = {
    Reach.UNBOUND: Text(" · not registered"),
    Reach.UNREACHABLE: Text(" · cannot be reached"),
    Reach.CLOSED: Text(" · account closed"),
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of the people behind a number."""

    campaign: Campaign
    view: View
    place: Text
    owings: Sequence[Owing]
    count: int
    page: int


def list_card(listed: Listed) -> tuple[Joined, Rows, Text]:
    """Write a page of people, each of whom can be opened."""
    view = listed.view
    stands = Text(SHARES[view.share].msgid, count=listed.count)
    what = Joined([named(listed.campaign), listed.place, stands], by=" · ")
    nothing = Text("There is nobody now.")
    lines = [_owing_line(it) for it in listed.owings] or [nothing]
    people = [
        Button(label=it.name, press=press("progress", "person", it.campaign, it.person_id))
        for it in listed.owings
    ]
    most = pages.pages_of(listed.count)
    call = ("progress", "list", *map(str, view.numbers))
    back = Button(label=Text("‹ Back"), press=opens(replace(view, share=Share.ALL)))
    rows = [*in_rows(people, 4), *pages.turn_rows(call, listed.page, most), [back]]
    words = Joined([Text("<b>{what}</b>", what=what), *lines])
    return words, rows, pages.page_words(listed.page, most)


def _owing_line(owing: Owing) -> Text:
    """Write how one person stands, with how many of his households when he has any."""
    left, count = len(owing.open), len(owing.items)
    return Text(
        "{mark} {name}{unit}{items}{reach}",
        mark=task_cards.MARKS[owing.standing],
        name=owing.name,
        unit=f" · {owing.unit}" if owing.unit else "",
        items=f" · {count - left}/{count}" if count else "",
        reach=UNREACHED.get(owing.reach, ""),
    )


def running_card(
    running: Sequence[Campaign], count: int, page: int, now: datetime
) -> tuple[Joined, Rows]:
    """List the tasks that run, each of which can be opened."""
    nothing = Text("No task runs in your area.")
    lines: list[Text] = [_running_line(it, now) for it in running] or [nothing]
    each = [
        [Button(label=named(it), press=press("progress", "show", it.number))] for it in running
    ]
    turns = pages.turn_rows(("progress", "all"), page, pages.pages_of(count))
    return Joined([Text("📊 <b>Progress of tasks</b>"), *lines]), [*each, *turns]


def _running_line(campaign: Campaign, now: datetime) -> Text:
    mark = "🔴" if campaign.due_at < now else "•"
    at = due(campaign.due_at)
    return Text("{mark} {title}, due {due}", mark=mark, title=named(campaign), due=at)
