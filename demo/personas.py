"""Who a visitor can be in the sandbox, and the places each phone can say it is at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demo.households import Home
from demo.people import ADMIN, HELPERS, RESIDENT, STATION, TOWN_OFFICER, VILLAGE_OFFICER
from domain.areas import Area
from domain.geo import Datum, Point, bearing_deg, destination, distance_m, to
from imports.people import PersonRecord

FIRST_TELEGRAM_ID = 9_000_000_001
NAMES = (*HELPERS, RESIDENT, VILLAGE_OFFICER, TOWN_OFFICER, ADMIN, STATION)


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A location as a phone would send it: bare numbers, as if they were WGS-84."""

    label: str
    latitude: float
    longitude: float
    accuracy_m: float | None = None
    is_live: bool = False


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Somebody of the roster with a Telegram account of the sandbox."""

    name: str
    phone: str
    telegram_id: int
    presets: tuple[Preset, ...] = ()


def personas(
    people: Sequence[PersonRecord], homes: Mapping[str, Sequence[Home]], village: Area
) -> tuple[Persona, ...]:
    """Give the personas; `homes` are the households of each helper's phone.

    The town station verifies alerts there, so its phone can stand at every helper's household.
    """
    found = {person.name: person for person in people if person.name in NAMES}
    verified = tuple(home for helper in HELPERS for home in homes.get(found[helper].phone, ()))
    return tuple(
        Persona(
            name=name,
            phone=found[name].phone,
            telegram_id=FIRST_TELEGRAM_ID + index,
            presets=(
                *(_doors(verified) if name == STATION else ()),
                *_presets(homes.get(found[name].phone, ()), village),
            ),
        )
        for index, name in enumerate(NAMES)
    )


def _doors(homes: Sequence[Home]) -> Iterator[Preset]:
    for home in homes:
        missing = "(无坐标)" if home.record.point is None else ""
        name = home.record.members[0].name
        yield _preset(f"在{name}家{missing}", destination(home.at, 40, 25), 12)


def _presets(homes: Sequence[Home], village: Area) -> Iterator[Preset]:
    centre = village.point
    if centre is None:
        raise ValueError("a village of the demo has a centre")
    yield from _doors(homes)
    if homes:
        yield from _around(homes[0], centre)
        yield _picked_on_a_map(homes)
    else:
        yield _preset("在村委会", destination(centre, 120, 30), 10)
        yield _preset("离村3公里", destination(centre, 0, 3000), 15)


def _around(home: Home, centre: Point) -> Iterator[Preset]:
    """Places near the first household, away from the others."""
    away = bearing_deg(centre, home.at)
    yield _preset("离户800米", destination(home.at, away, 800), 15)
    yield _preset("精度差(1500米)", destination(home.at, away, 400), 1500)
    yield _preset("实时位置", destination(home.at, away, 30), 8, is_live=True)


def _picked_on_a_map(homes: Sequence[Home]) -> Preset:
    """Pick the household that a map's datum moves furthest from every household of the helper."""

    def clear_m(home: Home) -> float:
        seen = _taken_for_wgs(home)
        return min(distance_m(seen, other.at) for other in homes)

    home = max(homes, key=clear_m)
    name = home.record.members[0].name
    return _preset(f"地图选{name}家(GCJ-02)", _taken_for_wgs(home), None)


def _taken_for_wgs(home: Home) -> Point:
    picked = to(home.at, Datum.GCJ02)
    return Point(latitude=picked.latitude, longitude=picked.longitude)


def _preset(
    label: str, point: Point, accuracy_m: float | None, *, is_live: bool = False
) -> Preset:
    return Preset(
        label=label,
        latitude=round(point.latitude, 6),
        longitude=round(point.longitude, 6),
        accuracy_m=accuracy_m,
        is_live=is_live,
    )
