"""Where the demo's areas lie: real names and codes, invented coordinates (WGS-84)."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from math import hypot
from pathlib import Path
from random import Random

from domain.areas import Area, Level
from domain.geo import Point

SOURCE = Path(__file__).resolve().parent.parent / "assets/areas/yinhai_areas.csv"

KM_PER_LATITUDE, KM_PER_LONGITUDE = 110.75, 103.6  # at 21.5° N
SOUTH, NORTH, WEST, EAST = 21.415, 21.64, 109.105, 109.49
SPACING_KM, JITTER_KM = 2.0, 0.2  # so that two villages are at least 1.6 km apart

CENTRES = {
    "450503": (21.5, 109.2),
    "450503103": (21.425, 109.12),  # 侨港, the smallest, chooses first
    "450503102": (21.535, 109.2),  # 平阳
    "450503101": (21.465, 109.17),  # 银滩
    "450503100": (21.56, 109.37),  # 福成, the largest and furthest east
}


def areas(chance: Random) -> tuple[Area, ...]:
    """Give all 58 areas with a centre each, sorted by code."""
    read = tuple(_read())
    centres = {code: _point(pair) for code, pair in CENTRES.items()}
    free = list(_grid(chance))
    for town, centre in CENTRES.items():
        free.sort(key=partial(_km, centre))
        villages = [a for a in read if a.level is Level.VILLAGE and a.parent_code == town]
        for area, spot in zip(villages, free, strict=False):
            centres[area.code] = _point(spot)
        free = free[len(villages) :]
    return tuple(replace(area, point=centres[area.code]) for area in read)


def _read() -> Iterator[Area]:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Area(
                code=row["code"],
                name=row["name"],
                level=Level(row["level"]),
                parent_code=row["parent_code"],
            )


def _grid(chance: Random) -> Iterator[tuple[float, float]]:
    """Spread points over the district like the cells of a honeycomb, a little shaken."""
    rows = int((NORTH - SOUTH) * KM_PER_LATITUDE / (SPACING_KM * 0.866))
    columns = int((EAST - WEST) * KM_PER_LONGITUDE / SPACING_KM)
    for row in range(rows):
        for column in range(columns):
            north_km = row * SPACING_KM * 0.866 + chance.uniform(-1, 1) * JITTER_KM / 2
            east_km = (column + row % 2 / 2) * SPACING_KM + chance.uniform(-1, 1) * JITTER_KM / 2
            yield SOUTH + north_km / KM_PER_LATITUDE, WEST + east_km / KM_PER_LONGITUDE


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot((a[0] - b[0]) * KM_PER_LATITUDE, (a[1] - b[1]) * KM_PER_LONGITUDE)


def _point(pair: tuple[float, float]) -> Point:
    return Point(latitude=round(pair[0], 6), longitude=round(pair[1], 6))
