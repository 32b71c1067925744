"""How cases read in numbers: by topic or place, and the list behind each number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot import case_cards, pages
from bot.replies import Button, Rows, in_rows, press
from domain.case_views import Count, Period, Standing, View
from domain.ladders import Kind
from domain.refusals import Joined, Text
from storage.case_views import Counted
from storage.cases import Entry

MOST_PARTS = 16
KINDS = {
    Kind.NEED: Text("🙋 Needs"),
    Kind.ALERT: Text("⚠️ Relapse alerts"),
    Kind.QUESTION: Text("❓ Questions"),
    Kind.SUGGESTION: Text("💡 Suggestions"),
}
KIND_NAMES = {
    Kind.NEED: Text("Needs"),
    Kind.ALERT: Text("Relapse alerts"),
    Kind.QUESTION: Text("Questions"),
    Kind.SUGGESTION: Text("Suggestions"),
}
PERIODS = {
    Period.MONTH: Text("This month"),
    Period.QUARTER: Text("This quarter"),
    Period.YEAR: Text("This year"),
    Period.ALL: Text("Ever since"),
}
STANDINGS = {
    Standing.ANY: Text("All {count}"),
    Standing.GOING_ON: Text("Going on {count}"),
    Standing.OVERDUE: Text("Overdue {count}"),
    Standing.ENDED: Text("Ended {count}"),
}


def opens(view: View) -> str:
    """Write the button that opens a view."""
    return press("view", "open", *view.numbers)


def menu(
    view: View, names: Mapping[str, str], counts: Mapping[Kind, Count]
) -> tuple[Joined, Rows]:
    """Show every kind in numbers; `names` are the areas to choose from, this one included."""
    area = names.get(view.area_code, view.area_code)
    head = Text("📊 <b>{area}</b> · {period}", area=area, period=PERIODS[view.period])
    lines = [head, *[_line(KINDS[kind], it) for kind, it in counts.items()]]
    kinds = [
        Button(label=label, press=opens(_anew(view, kind=kind))) for kind, label in KINDS.items()
    ]
    others = [
        Button(label=name, press=_kinds(_anew(view, area_code=code)))
        for code, name in sorted(names.items())
        if code != view.area_code
    ]
    periods = [
        Button(label=label, press=_kinds(_anew(view, period=period)))
        for period, label in PERIODS.items()
        if period is not view.period
    ]
    work = Button(label=Text("👥 Who did what"), press=press("view", "work", *view.numbers))
    return Joined(lines), [*in_rows(kinds), [work], periods, *in_rows(others)]


def _anew(view: View, **changes: Any) -> View:
    """Leave a view's topic and standing behind."""
    plain = View(kind=view.kind, area_code=view.area_code, period=view.period)
    return replace(plain, **changes)


def _kinds(view: View) -> str:
    return press("view", "kinds", *view.numbers)


def _line(name: Text | str, count: Count) -> Text:
    return Text(
        "{name}: going on {going_on}{overdue}, ended {ended}",
        name=name,
        going_on=count.going_on,
        overdue=Text(" (overdue {count})", count=count.overdue) if count.overdue else "",
        ended=count.ended,
    )


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A view with what it counts: its area and topic by name, and its parts."""

    view: View
    area: str
    topic: Text | str
    total: Count
    parts: Sequence[Counted]
    own: Sequence[str]
    """The areas its reader sees."""


def view_card(shown: Shown) -> tuple[Joined, Rows]:
    """Write a view in numbers; each of them opens a narrower view or the list of cases."""
    view = shown.view
    what = Joined([KIND_NAMES[view.kind], shown.topic, shown.area, PERIODS[view.period]], by=" · ")
    head = Text("📊 <b>{what}</b>", what=what)
    parts = shown.parts[:MOST_PARTS]
    more = Text("… and {count} more", count=len(shown.parts) - len(parts))
    lines = [
        head,
        _line(Text("Together"), shown.total),
        *[_line(Text("• {name}", name=it.name), it.count) for it in parts],
        more if len(parts) < len(shown.parts) else "",
    ]
    return Joined(lines), _view_rows(shown, parts)


def _view_rows(shown: Shown, parts: Sequence[Counted]) -> Rows:
    view = shown.view
    narrower = [
        Button(
            label=Text("{name} {count}", name=it.name, count=it.count.all),
            press=opens(view.narrowed(it.key)),
        )
        for it in parts
    ]
    take = [
        Button(label=Text("📄 Ledger"), press=press("view", "sheet", *view.numbers)),
        Button(label=Text("🖼 Picture"), press=press("view", "picture", *view.numbers)),
        Button(label=Text("🗺 Map"), press=press("view", "map", *view.numbers)),
    ]
    return [*in_rows(narrower), *in_rows(_standings(shown)), take, _ways(shown)]


def _standings(shown: Shown) -> list[Button]:
    """List the cases that stand in some way, each with its count."""
    return [
        Button(
            label=Text(label.msgid, count=shown.total.of(it)),
            press=press("view", "list", *replace(shown.view, standing=it).numbers, 0),
        )
        for it, label in STANDINGS.items()
        if shown.total.of(it)
    ]


def _ways(shown: Shown) -> list[Button]:
    """Lead back, and to the same cases counted the other way."""
    view, wider = shown.view, shown.view.wider(shown.own)
    back = opens(wider) if wider else _kinds(view)
    ways = [Button(label=Text("‹ Back"), press=back)]
    if not view.topic and len(view.area_code) < 12:
        label = Text("By topic") if view.is_by_place else Text("By place")
        other = replace(view, is_by_place=not view.is_by_place)
        ways.append(Button(label=label, press=opens(other)))
    return ways


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of the cases behind a number."""

    view: View
    area: str
    topic: Text | str
    entries: Sequence[Entry]
    count: int
    page: int


def list_card(listed: Listed) -> tuple[Joined, Rows, Text]:
    """Write a page of cases, each of which can be opened."""
    view = listed.view
    stands = Text(STANDINGS[view.standing].msgid, count=listed.count)
    what = Joined([KIND_NAMES[view.kind], listed.topic, listed.area, stands], by=" · ")
    head = Text("<b>{what}</b>", what=what)
    nothing = Text("There is none now.")
    lines = [head, *([case_cards.line(it) for it in listed.entries] or [nothing])]
    numbered = [
        Button(label=f"#{it.case.number}", press=press("view", "show", it.case.number))
        for it in listed.entries
    ]
    call = ("view", "list", *map(str, view.numbers))
    most = pages.pages_of(listed.count)
    back = Button(label=Text("‹ Back"), press=opens(replace(view, standing=Standing.ANY)))
    rows = [*in_rows(numbered, 4), *pages.turn_rows(call, listed.page, most), [back]]
    return Joined(lines), rows, pages.page_words(listed.page, most)
