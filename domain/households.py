"""Poor households and their members, as the national export describes them (DOMAIN §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.geo import Point


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person of a household; `facts` are the export's other columns by name."""

    number: str
    name: str
    id_number: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Household:
    """One household; `facts` are the export's other columns by name."""

    number: str
    area_code: str
    head_name: str
    point: Point | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
