"""Areas: district, town, village, by official 12-digit code."""

from dataclasses import dataclass
from enum import StrEnum

from domain.geo import Point


class Level(StrEnum):
    """Levels that hold offices; everything that needs a decision climbs them."""

    VILLAGE = "village"
    TOWN = "town"
    DISTRICT = "district"


@dataclass(frozen=True, kw_only=True)
class Area:
    """A district, town or village. Codes nest: a village's code starts with its town's."""

    code: str
    name: str
    level: Level
    parent_code: str = ""
    point: Point | None = None


def contains(outer_code: str, inner_code: str) -> bool:
    """Tell whether one area lies in another, or is it."""
    return bool(outer_code) and inner_code.startswith(outer_code)


def ancestors(code: str) -> tuple[str, ...]:
    """Codes from the area itself up to its district."""
    return tuple(code[:digits] for digits in (12, 9, 6) if digits <= len(code))
