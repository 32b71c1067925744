"""What a sketch map is drawn from; values come out of a database, so anything may be in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pictures.fonts import readable

MOST_POINTS = 500
LARGEST_RADIUS_M = 5_000.0
LONGEST_LABEL = 6


class Kind(StrEnum):
    """How a check-in stands, mildest first."""

    OK = "ok"
    WEAK = "weak"
    EXCEPTION = "exception"


WORDS = {
    Kind.OK: "已核实",
    Kind.WEAK: "待看",
    Kind.EXCEPTION: "例外",
    "place": "应到地点",
    "empty": "还没有签到",
    "more": "…还有 {count} 个",
    "north": "北",
    "m": "米",
    "km": "公里",
}
"""Said where the caller's legend has no word of its own."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One numbered check-in, WGS84 degrees."""

    latitude: float
    longitude: float
    label: str
    kind: Kind
    caption: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """A household or duty village with the radius that counts as being there."""

    latitude: float
    longitude: float
    label: str
    radius_m: float


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """Everything on one map, checked and cleaned."""

    title: str
    note: str
    points: tuple[Point, ...]
    places: tuple[Place, ...]
    words: Mapping[str, str]


def read(values: Mapping[str, Any]) -> Sketch:
    """Keep what can be drawn and leave out what cannot."""
    points = [_point(row, at) for at, row in enumerate(_rows(values.get("points")), start=1)]
    places = [_place(row) for row in _rows(values.get("places"))]
    return Sketch(
        title=readable(values.get("title")),
        note=readable(values.get("note")),
        points=tuple(point for point in points if point),
        places=tuple(place for place in places if place),
        words=_words(values.get("legend")),
    )


def _rows(rows: object) -> list[Mapping[str, Any]]:
    if not isinstance(rows, Sequence) or isinstance(rows, str | bytes):
        return []
    return [row for row in rows[:MOST_POINTS] if isinstance(row, Mapping)]


def _words(legend: object) -> Mapping[str, str]:
    given = legend if isinstance(legend, Mapping) else {}
    return {name: readable(given.get(name)) or word for name, word in WORDS.items()}


def _point(row: Mapping[str, Any], number: int) -> Point | None:
    latitude = _number(row.get("latitude"), 90)
    longitude = _number(row.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    return Point(
        latitude=latitude,
        longitude=longitude,
        label=_label(row.get("label"), number),
        kind=_kind(row.get("kind")),
        caption=readable(row.get("caption")),
    )


def _place(row: Mapping[str, Any]) -> Place | None:
    latitude = _number(row.get("latitude"), 90)
    longitude = _number(row.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    radius_m = _number(row.get("radius_m"), 1e9) or 0.0
    return Place(
        latitude=latitude,
        longitude=longitude,
        label=readable(row.get("label")),
        radius_m=min(max(radius_m, 0.0), LARGEST_RADIUS_M),
    )


def _label(label: object, number: int) -> str:
    if isinstance(label, int) and abs(label) < 10**LONGEST_LABEL:
        return str(label)
    return readable(label)[:LONGEST_LABEL] or str(number)


def _kind(kind: object) -> Kind:
    """A kind from a later version is something to look at."""
    return Kind(kind) if isinstance(kind, str) and kind in set(Kind) else Kind.WEAK


def _number(value: object, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= most else None  # NaN is not
