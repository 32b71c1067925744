"""How officers' work with cases reads: a line each, by level, and the cases behind it."""

from collections.abc import Sequence
from itertools import groupby

from bot import case_cards, pages
from bot.case_view_cards import PERIODS
from bot.replies import Button, Rows, in_rows, press
from domain.areas import Level
from domain.case_views import View
from domain.case_work import Work
from domain.refusals import Joined, Text
from storage.cases import Entry

MOST_A_LEVEL = 15
LEVELS = {
    Level.VILLAGE: Text("<b>Village offices</b>"),
    Level.TOWN: Text("<b>Town offices</b>"),
    Level.DISTRICT: Text("<b>District offices</b>"),
}


def work_card(view: View, area: str, work: Sequence[Work]) -> tuple[Joined, Rows]:
    """Write who ended how many cases, how fast, and how it was received."""
    head = Text(
        "👥 <b>Who did what</b> · {area} · {period}", area=area, period=PERIODS[view.period]
    )
    shown: list[Work] = []
    lines: list[Text] = [head]
    for level, each in groupby(work, key=lambda it: it.level):
        first = list(each)[:MOST_A_LEVEL]
        shown += first
        lines += [LEVELS[level], *[_line(it) for it in first]]
    nobody = Text("No case was ended in this time.")
    people = [
        Button(
            label=Text("{name} {count}", name=it.name, count=it.ended),
            press=press("view", "done", *view.numbers, it.person_id, 0),
        )
        for it in shown
    ]
    back = Button(label=Text("‹ Back"), press=press("view", "kinds", *view.numbers))
    return Joined([*lines, "" if work else nobody]), [*in_rows(people, 3), [back]]


def _line(work: Work) -> Joined:
    return Joined(
        [
            Text("• {name}: ended {count}", name=work.name, count=work.ended),
            _first(work),
            Text("until the end {time}", time=_time(work.solved_min)),
            Text("satisfied {mark}", mark=work.satisfaction) if work.satisfaction else "",
            Text("reopened {count}", count=work.reopened) if work.reopened else "",
        ],
        by=" · ",
    )


def _first(work: Work) -> Text | str:
    minutes = work.first_min
    return "" if minutes is None else Text("first answer {time}", time=_time(minutes))


def _time(minutes: int) -> Text:
    """Say working time in hours, short ones in minutes."""
    if minutes < 60:
        return Text("{count} min", count=minutes)
    return Text("{count} working hours", count=round(minutes / 60, 1))


def _ended(entry: Entry) -> Joined:
    """Mark in a list what its asker had reopened."""
    return Joined(["🔁" if entry.case.reopenings else "", case_cards.line(entry)], by=" ")


def done_card(
    view: View, entries: Sequence[Entry], who: int, page: int, count: int
) -> tuple[Joined, Rows, Text]:
    """Write a page of the cases somebody ended."""
    head = Text("<b>Ended cases</b> · {count}", count=count)
    lines = [head, *[_ended(it) for it in entries]]
    opened = [
        Button(label=f"#{it.case.number}", press=press("view", "show", it.case.number))
        for it in entries
    ]
    most = pages.pages_of(count)
    turns = pages.turn_rows(("view", "done", *map(str, view.numbers), str(who)), page, most)
    back = Button(label=Text("‹ Back"), press=press("view", "work", *view.numbers))
    return Joined(lines), [*in_rows(opened, 4), *turns, [back]], pages.page_words(page, most)
