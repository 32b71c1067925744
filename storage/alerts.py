"""Relapse alerts: what only they have besides their case, and whom they let check in where."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.alerts import Alert, FollowUp, Risk, Verified
from domain.cases import GOING_ON
from domain.checkins import Place
from domain.ladders import Kind
from domain.people import Person, Role
from domain.triage import Class, Facts
from storage import pairings
from storage.columns import AnyRow
from storage.database import vault_of
from storage.sealed import open_facts, seal_facts
from storage.tables import AlertRow, CaseRow, HouseholdRow

Rules = Mapping[str, int]


async def add(db: AsyncConnection, alert: Alert, rules: Rules) -> None:
    """Keep a new alert beside its case."""
    await db.execute(insert(AlertRow).values(_values(db, alert, rules)))


async def keep(db: AsyncConnection, alert: Alert, rules: Rules) -> bool:
    """Keep an alert at its next version; False when somebody else was quicker."""
    same = AlertRow.case_id == alert.number, AlertRow.version == alert.version - 1
    changed = update(AlertRow).where(*same).values(_values(db, alert, rules))
    return (await db.execute(changed)).rowcount == 1


async def by_number(db: AsyncConnection, number: int) -> Alert | None:
    """Return what an alert has besides its case."""
    row = (await db.execute(select(AlertRow).where(AlertRow.case_id == number))).one_or_none()
    return _alert(db, row) if row else None


async def places_of(db: AsyncConnection, person: Person) -> list[Place]:
    """List the households of the open alerts that somebody of a town station has in his hands."""
    if Role.TOWN_STATION not in person.roles:
        return []
    held = select(CaseRow.household_id).where(*_held_by(person.id))
    wanted = (
        select(
            HouseholdRow.id,
            HouseholdRow.head_name,
            HouseholdRow.area_code,
            HouseholdRow.point_sealed,
        )
        .where(HouseholdRow.id.in_(held))
        .order_by(HouseholdRow.head_name)
    )
    return [pairings.household_place(db, row) for row in await db.execute(wanted)]


async def held_at(db: AsyncConnection, person_id: int, household_id: int) -> list[int]:
    """List the numbers of the open alerts of a household that somebody has in his hands."""
    here = *_held_by(person_id), CaseRow.household_id == household_id
    return list(await db.scalars(select(CaseRow.id).where(*here).order_by(CaseRow.id)))


async def open_of(db: AsyncConnection, household_id: int) -> dict[int, Class]:
    """Tell the open alerts of a household by number, with the class of each."""
    here = *_GOES_ON, CaseRow.household_id == household_id
    wanted = select(AlertRow.case_id, AlertRow.class_code).join(
        CaseRow, CaseRow.id == AlertRow.case_id
    )
    rows = await db.execute(wanted.where(*here).order_by(AlertRow.case_id))
    return {row.case_id: Class(row.class_code) for row in rows}


_GOES_ON = CaseRow.kind == Kind.ALERT, CaseRow.state.in_(GOING_ON)


def _held_by(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return *_GOES_ON, CaseRow.holder_id == person_id


def _values(db: AsyncConnection, alert: Alert, rules: Rules) -> dict[str, Any]:
    sealed = seal_facts(vault_of(db), _facts_place(alert.number), _written(alert))
    return {
        "case_id": alert.number,
        "version": alert.version,
        "class_code": alert.class_by(rules),
        "facts_sealed": sealed,
    }


def _facts_place(number: int) -> str:
    return f"alerts:{number}:facts"


def _written(alert: Alert) -> dict[str, Any]:
    return {
        "raised_by_id": alert.raised_by_id,
        "facts": asdict(alert.facts),
        "chosen": alert.chosen,
        "confirmed": sorted(alert.confirmed),
        "papers": dict(alert.papers),
        "files": list(alert.files),
        "verified": asdict(alert.verified) if alert.verified else None,
        "decided": alert.decided,
        "follow_ups": [asdict(it) for it in alert.follow_ups],
    }


def _alert(db: AsyncConnection, row: AnyRow) -> Alert:
    said = open_facts(vault_of(db), _facts_place(row.case_id), row.facts_sealed)
    return Alert(
        number=row.case_id,
        version=row.version,
        raised_by_id=said["raised_by_id"],
        facts=Facts(**said["facts"]),
        chosen=_class(said["chosen"]),
        confirmed=frozenset(said["confirmed"]),
        papers=said["papers"],
        files=tuple(said["files"]),
        verified=_verified(said["verified"]),
        decided=_class(said["decided"]),
        follow_ups=tuple(map(_follow_up, said["follow_ups"])),
    )


def _class(code: str | None) -> Class | None:
    return Class(code) if code else None


def _verified(said: dict[str, Any] | None) -> Verified | None:
    if said is None:
        return None
    read = {
        "on": date.fromisoformat(said["on"]),
        "found": Class(said["found"]),
        "files": tuple(said["files"]),
    }
    return Verified(**said | read)


def _follow_up(said: dict[str, Any]) -> FollowUp:
    return FollowUp(on=date.fromisoformat(said["on"]), by=said["by"], risk=Risk(said["risk"]))
