"""The guided tours of the demo: one file each, in the order of their names."""

import json
from pathlib import Path
from typing import Any

from demo.district import district
from demo.households import PERSONA_VILLAGE
from domain.people import Role

FOLDER = Path(__file__).parent
OFFICES = {"{station}": Role.TOWN_STATION, "{district}": Role.DISTRICT_OFFICE}
"""These stand in the files for whoever holds an office above the personas' village."""


def tours() -> list[dict[str, Any]]:
    """Read the tours as the page takes them."""
    names = {mark: _holder(role) for mark, role in OFFICES.items()}
    return [json.loads(_named(file, names)) for file in sorted(FOLDER.glob("*.json"))]


def _named(file: Path, names: dict[str, str]) -> str:
    text = file.read_text(encoding="utf-8")
    for mark, name in names.items():
        text = text.replace(mark, name)
    return text


def _holder(role: Role) -> str:
    return next(
        person.name
        for person in district().people.records
        if role in person.roles and PERSONA_VILLAGE.startswith(person.area_codes)
    )
