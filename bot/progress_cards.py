"""How a campaign's progress reads: by place or unit, and the people behind each number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot import campaign_words, pages, task_cards
from bot.pictures import BAR_CHART
from bot.replies import Button, Drawing, Message, Rows, in_rows, press
from bot.rise_cards import due
from bot.texts import clipped
from domain.areas import Level
from domain.campaigns import Campaign, Criterion, State
from domain.progress import DIGITS, Count, Share, View
from domain.refusals import Joined, Text
from storage.progress import Counted

MOST_PARTS, MOST_OF_NAME = 16, 10
SHARES = {
    Share.ALL: Text("All {count}"),
    Share.OVERDUE: Text("Overdue {count}"),
    Share.OPEN: Text("Not yet {count}"),
    Share.WAITING: Text("Looked at {count}"),
    Share.DONE: Text("In time {count}"),
    Share.LATE: Text("Late {count}"),
    Share.EXCUSED: Text("Excused {count}"),
}
LEVELS = {
    Level.DISTRICT: Text("District"),
    Level.TOWN: Text("Towns"),
    Level.VILLAGE: Text("Villages"),
}
TOGETHER, NONE = Text("Together"), Text("not stated")
DONE, STILL = Text("{name}: done {done} of {all}{others}"), Text(", not yet {count}")
WORDS = {
    Criterion.ACKNOWLEDGED: (
        Text("{name}: read by {done} of {all}{others}"),
        Text(", not read {count}"),
    )
}
"""What is said of directives instead."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A view with what it counts: its campaign, its place by name, its parts and levels.

    `own` are the areas its reader sees; `may_nudge` says whether he may ask people again.
    """

    campaign: Campaign
    view: View
    place: Text | str
    total: Count
    parts: Sequence[Counted]
    levels: Mapping[Level, Count]
    own: Sequence[str]
    may_nudge: bool
    page: int = 0

    @property
    def many(self) -> int:
        """Count the pages of its parts."""
        return pages.pages_of(len(self.parts), MOST_PARTS)

    @property
    def at(self) -> int:
        """Give the page that is shown; an outgrown one is the last."""
        return min(self.page, self.many - 1)

    @property
    def here(self) -> Sequence[Counted]:
        """List the parts of its page."""
        return self.parts[self.at * MOST_PARTS :][:MOST_PARTS]


def named(campaign: Campaign) -> Text:
    """Name a campaign by its number, and a monthly visit by its month."""
    return Text("#{number} {title}", number=campaign.number, title=task_cards.name_of(campaign))


def opens(view: View) -> str:
    """Write the button that opens a view."""
    return press("progress", "open", *view.numbers)


def lists(view: View, share: Share) -> str:
    """Write the button that lists the people of a view who stand alike."""
    return press("progress", "list", *replace(view, share=share).numbers, 0)


def view_card(shown: Shown) -> tuple[Joined, Rows]:
    """Write a view in numbers; each of them opens a narrower view or the people behind it."""
    lines = [
        _head(shown),
        _state(shown.campaign),
        *[_line(shown.campaign, *it) for it in _counted(shown)],
    ]
    return Joined(lines), _view_rows(shown)


def _head(shown: Shown) -> Text:
    what = Joined([named(shown.campaign), shown.place], by=" · ")
    return Text("📊 <b>{what}</b>", what=what)


def _state(campaign: Campaign) -> Joined:
    """Say when it is due, and whether it is over."""
    is_over = campaign.state is not State.RUNNING
    over = campaign_words.STATES[campaign.state] if is_over else ""
    return Joined([over, Text("Due {due}", due=due(campaign.due_at))])


def _named(view: View, part: Counted) -> Text | str:
    """Name a part; those at the office of the view's own place by its level."""
    if part.key and part.key == view.area_code and not view.counts_units:
        return next(LEVELS[it] for it in Level if DIGITS[it] == len(part.key))
    return part.name or NONE


def _counted(shown: Shown) -> list[tuple[Text, Count]]:
    """List what is counted, by the name it is shown under."""
    levels = [(LEVELS[it], count) for it, count in shown.levels.items()]
    places = [(Text("• {name}", name=_named(shown.view, it)), it.count) for it in shown.here]
    return [(TOGETHER, shown.total), *levels, *places]


def _line(campaign: Campaign, name: Text, count: Count) -> Text:
    """Say who is through of how many, and what is to be said of the others."""
    done, still = WORDS.get(campaign.criterion, (DONE, STILL))
    others = [
        Text(" (late {count})", count=count.late) if count.late else "",
        Text(", looked at {count}", count=count.waiting) if count.waiting else "",
        Text(still.msgid, count=count.still) if count.still else "",
        Text(" (overdue {count})", count=count.overdue) if count.overdue else "",
        Text(", excused {count}", count=count.excused) if count.excused else "",
    ]
    return Text(
        done.msgid,
        name=name,
        done=count.finished,
        all=count.obliged,
        others=Joined(others, by=""),
    )


def _view_rows(shown: Shown) -> Rows:
    view, total = shown.view, shown.total
    narrower = [
        _narrower(shown, it) for it in shown.here if view.narrowed(it.key, shown.own) != view
    ]
    call = ("progress", "open", *map(str, view.numbers))
    turns = pages.turn_rows(call, shown.at, shown.many)
    levels = [
        Button(label=LEVELS[it], press=opens(replace(view, level=it))) for it in shown.levels
    ]
    shares = [
        Button(label=Text(label.msgid, count=total.of(it)), press=lists(view, it))
        for it, label in SHARES.items()
        if total.of(it)
    ]
    rows = [*in_rows(narrower), *turns, *in_rows(levels, 3), *in_rows(shares, 3), _takes(view)]
    return [*rows, *_nudges(shown), _ways(shown)]


def _narrower(shown: Shown, part: Counted) -> Button:
    """Open one place or unit; long names are cut to fit a button."""
    name, count = _named(shown.view, part), part.count
    name = clipped(name, MOST_OF_NAME) if isinstance(name, str) else name
    label = Text("{name} {done}/{all}", name=name, done=count.finished, all=count.obliged)
    return Button(label=label, press=opens(shown.view.narrowed(part.key, shown.own)))


def _takes(view: View) -> list[Button]:
    """Offer to take the numbers along."""
    return [
        Button(label=Text("🖼 Picture"), press=press("progress", "picture", *view.numbers)),
        Button(label=Text("📄 Sheet"), press=press("progress", "sheet", *view.numbers)),
        Button(label=Text("🧾 Who was told"), press=press("trail", "list", *view.numbers)),
    ]


def _nudges(shown: Shown) -> Rows:
    count = shown.total.still
    if not count or not shown.may_nudge:
        return []
    label = Text("📣 Ask {count} people again", count=count)
    return [[Button(label=label, press=press("nudge", "all", *shown.view.numbers))]]


def _ways(shown: Shown) -> list[Button]:
    """Lead back, and to the same people counted the other way."""
    view, ways = shown.view, []
    wider = replace(view, level=None) if view.level else view.wider(shown.own)
    if wider:
        ways.append(Button(label=Text("‹ Back"), press=opens(wider)))
    if not view.unit and len(view.area_code) < DIGITS[Level.VILLAGE]:
        label = Text("By place") if view.is_by_unit else Text("By unit")
        other = replace(view, is_by_unit=not view.is_by_unit)
        ways.append(Button(label=label, press=opens(other)))
    return ways


def bars(shown: Shown) -> Message:
    """Draw a view as bars: done, not yet, overdue. No names of people are in it."""
    total = shown.total
    title = Joined([named(shown.campaign), shown.place], by=" · ")
    note = _line(shown.campaign, TOGETHER, total)
    lines = [{"label": _named(shown.view, it), "parts": _parts(it.count)} for it in shown.parts]
    values = {
        "title": title,
        "note": note,
        "lines": lines or [{"label": shown.place, "parts": _parts(total)}],
        "words": [Text("done"), Text("not yet"), Text("overdue")],
    }
    return Message(drawing=Drawing(kind=BAR_CHART, values=values), private=True, silent=True)


def _parts(count: Count) -> list[int]:
    """Put what waits to be looked at with what is not done yet; the excused are left out."""
    return [count.finished, count.open + count.waiting, count.overdue]
