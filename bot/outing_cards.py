"""How an outing reads: whom to visit and why, in the order of the way, with a sketch map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.checkin_cards import length
from bot.replies import Button, Drawing, Message, Rows, press
from domain.geo import Datum, Point, to
from domain.navigation import links
from domain.outings import Stop, is_missed, legs_m, reasons
from domain.refusals import Joined, Text
from storage.outings import Start

NOTHING = Text("No household needs you today. Well done.")


@dataclass(frozen=True, kw_only=True)
class Outing:
    """The stops in their order; `places` is what map services may call them, by household."""

    stops: Sequence[Stop]
    start: Start | None
    places: Mapping[int, str]
    today: date


def text(outing: Outing) -> Joined:
    """Write whom to visit, why, how far it is from one to the next, and where the way begins."""
    head = Text("🧭 <b>Where to go today</b> · {count}", count=len(outing.stops))
    start = outing.start.point if outing.start else None
    legs = legs_m(outing.stops, start)
    lines = [
        _line(number, stop, leg, outing)
        for number, (stop, leg) in enumerate(zip(outing.stops, legs, strict=True), start=1)
    ]
    return Joined([head, *lines, _from_where(outing.start)])


def _line(number: int, stop: Stop, leg_m: float | None, outing: Outing) -> Joined:
    name = Text("{number}. <b>{name}</b>", number=number, name=stop.name)
    far: Text | str = Text("+{length}", length=length(leg_m)) if leg_m is not None else ""
    if stop.point is None:
        far = Text("no coordinates yet")
    return Joined([Joined([name, far], by=" · "), reasons(stop, outing.today)])


def _from_where(start: Start | None) -> Text:
    if start is None:
        return Text("Where you are is not known, so the way begins anywhere.")
    if start.is_checkin:
        return Text("The way begins where you checked in last: {name}.", name=start.name)
    return Text(
        "The way begins at {name}; after your first check-in today, from there.", name=start.name
    )


def rows(outing: Outing) -> Rows:
    """Offer to record each visit, and the maps that lead there."""
    return [_row(number, it, outing) for number, it in enumerate(outing.stops, start=1)]


def _row(number: int, stop: Stop, outing: Outing) -> list[Button]:
    label = Text("{number} 📝 Visit", number=number)
    visit = Button(label=label, press=press("visit", "begin", stop.household_id))
    if stop.point is None:
        return [visit]
    ways = links(stop.point, outing.places.get(stop.household_id, ""))
    return [visit, *[Button(label=way.label, url=way.url) for way in ways]]


def sketch(outing: Outing) -> Message:
    """Draw the stops with their numbers, and where the way begins."""
    points = [
        _at(it.point) | {"label": str(number), "kind": _kind(it, outing), "caption": it.name}
        for number, it in enumerate(outing.stops, start=1)
        if it.point
    ]
    start = outing.start
    places = [_at(start.point) | {"label": start.name, "radius_m": 0}] if start else []
    values = {
        "title": Text("Where to go today"),
        "points": points,
        "places": places,
        "legend": {
            "ok": Text("worth a visit"),
            "weak": Text("due this month"),
            "exception": Text("overdue or urgent"),
            "place": Text("where the way begins"),
        },
    }
    drawing = Drawing(kind="sketch_map", values=values)
    return Message(drawing=drawing, private=True, silent=True)


def _at(point: Point) -> dict[str, object]:
    wgs = to(point, Datum.WGS84)
    return {"latitude": wgs.latitude, "longitude": wgs.longitude}


def _kind(stop: Stop, outing: Outing) -> str:
    if is_missed(stop, outing.today) or stop.urgent_cases:
        return "exception"
    return "weak" if stop.owes_from else "ok"
