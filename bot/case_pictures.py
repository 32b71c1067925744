"""Cases as pictures: bars for the meeting, and a sketch map of where cases go on."""

from collections.abc import Sequence
from datetime import datetime

from bot.case_view_cards import KIND_NAMES, PERIODS, Shown
from bot.pictures import BAR_CHART, SKETCH_MAP
from bot.replies import Drawing, Message
from domain.case_views import Count
from domain.geo import Datum, to
from domain.refusals import Joined, Text
from storage.case_ledgers import Spot

MOST_SPOTS = 200


def bars(shown: Shown) -> Message:
    """Draw a view as bars: ended, going on, overdue. No names of people are in it."""
    view, total = shown.view, shown.total
    title = [KIND_NAMES[view.kind], shown.topic, shown.area, PERIODS[view.period]]
    note = Text(
        "Going on {going_on}, of these overdue {overdue}; ended {ended}",
        going_on=total.going_on,
        overdue=total.overdue,
        ended=total.ended,
    )
    lines = [{"label": it.name, "parts": _parts(it.count)} for it in shown.parts]
    if not lines:
        lines = [{"label": shown.topic or shown.area, "parts": _parts(total)}]
    values = {
        "title": Joined(title, by=" · "),
        "note": note,
        "lines": lines,
        "words": [Text("ended"), Text("going on"), Text("overdue")],
    }
    return Message(drawing=Drawing(kind=BAR_CHART, values=values), private=True, silent=True)


def _parts(count: Count) -> list[int]:
    return [count.ended, count.going_on - count.overdue, count.overdue]


def sketch(spots: Sequence[Spot], now: datetime) -> Message:
    """Draw where the households of cases live, each by the number of its case."""
    values = {
        "title": Text("Cases that go on"),
        "points": [_point(it, now) for it in spots],
        "legend": {
            "ok": Text("going on"),
            "weak": Text("the clock stands"),
            "exception": Text("overdue"),
        },
    }
    return Message(drawing=Drawing(kind=SKETCH_MAP, values=values), private=True, silent=True)


def _point(spot: Spot, now: datetime) -> dict[str, object]:
    wgs = to(spot.point, Datum.WGS84)
    kind = "weak" if spot.due_at is None else "exception" if spot.due_at < now else "ok"
    return {
        "latitude": wgs.latitude,
        "longitude": wgs.longitude,
        "label": str(spot.number),
        "kind": kind,
        "caption": f"#{spot.number} {spot.about}",
    }
