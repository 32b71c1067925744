"""The guided tours of the demo: one file each, in the order of their names."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from demo.district import district
from demo.households import PERSONA_VILLAGE
from domain.calendar import SHANGHAI, local_day, working_day_from
from domain.duties import A_DAY, month_after, month_of
from domain.people import Role

FOLDER = Path(__file__).parent
OFFICES = {"{station}": Role.TOWN_STATION, "{district}": Role.DISTRICT_OFFICE}
"""These stand in the files for whoever holds an office above the personas' village."""


SOME_DAY = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


def tours(now: datetime = SOME_DAY) -> list[dict[str, Any]]:
    """Read the tours as the page takes them, their days as they are from now on."""
    names = {mark: _holder(role) for mark, role in OFFICES.items()} | _days(now)
    return [json.loads(_named(file, names)) for file in sorted(FOLDER.glob("*.json"))]


def _days(now: datetime) -> dict[str, str]:
    """Give the day on which next month's visits are due, and the working day after it.

    Nobody has visited anybody next month, and the clock moves ahead.
    """
    due_on = local_day(month_of(month_after(local_day(now))).due_at)
    after = working_day_from(due_on + A_DAY)
    return {"{due}": due_on.isoformat(), "{after}": after.isoformat()}


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
