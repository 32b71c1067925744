"""The guided tours of the demo: one file each, in the order of their names."""

import json
from pathlib import Path
from typing import Any

from demo.district import district
from demo.households import PERSONA_VILLAGE
from domain.people import Role

FOLDER = Path(__file__).parent
STATION = "{station}"
"""Stands in the files for whoever holds the town station above the personas' village."""


def tours() -> list[dict[str, Any]]:
    """Read the tours as the page takes them."""
    name = _station()
    texts = (file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.json")))
    return [json.loads(text.replace(STATION, name)) for text in texts]


def _station() -> str:
    return next(
        person.name
        for person in district().people.records
        if Role.TOWN_STATION in person.roles and PERSONA_VILLAGE.startswith(person.area_codes)
    )
