"""Proposed changes of records: how each stands, the reviewers' queue; what they say is sealed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.changes import OFFICERS, OPEN, Change, Deed, State, Step
from domain.people import RESIDENTS, Person, Role
from domain.people import State as Account
from storage.columns import AnyRow
from storage.database import vault_of
from storage.sealed import open_facts, seal_facts
from storage.tables import ChangeRow, DutyRow, HouseholdRow, PersonRow

_PLAIN = ("household_id", "member_number", "field", "visit_id", "person_id", "at", "version")
_DECIDED = ("decided_by", "decided_at", "entered_by", "entered_at")


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What one author proposed for one household and waits for review, since when."""

    household_id: int
    head_name: str
    area_code: str
    person_id: int
    count: int
    since: datetime


async def propose(db: AsyncConnection, change: Change) -> None:
    """Keep a new change."""
    await db.execute(insert(ChangeRow).values({"id": change.id, **_values(db, change)}))


async def move(db: AsyncConnection, change: Change) -> bool:
    """Keep how a change stands after one deed; False when somebody else was quicker."""
    same = ChangeRow.id == change.id, ChangeRow.version == change.version - 1
    done = await db.execute(update(ChangeRow).where(*same).values(_values(db, change)))
    return done.rowcount == 1


async def by_id(db: AsyncConnection, number: int) -> Change | None:
    """Return a change."""
    row = (await db.execute(select(ChangeRow).where(ChangeRow.id == number))).one_or_none()
    return _change(db, row) if row else None


async def of_household(
    db: AsyncConnection, household_id: int, most: int = 20, offset: int = 0
) -> list[Change]:
    """List the changes of a household, the newest first."""
    wanted = select(ChangeRow).where(ChangeRow.household_id == household_id)
    newest = wanted.order_by(ChangeRow.id.desc()).limit(most).offset(offset)
    return [_change(db, row) for row in await db.execute(newest)]


async def count_of_household(db: AsyncConnection, household_id: int) -> int:
    """Count them."""
    return await _count(db, ChangeRow.household_id == household_id)


async def open_of(db: AsyncConnection, household_id: int) -> list[Change]:
    """List what waits for review or was returned, the oldest first."""
    return await in_states(db, household_id, OPEN)


async def in_states(
    db: AsyncConnection, household_id: int, states: Iterable[State]
) -> list[Change]:
    """List the changes of a household in some states, the oldest first."""
    found = ChangeRow.household_id == household_id, ChangeRow.state.in_(list(states))
    return await _listed(db, select(ChangeRow).where(*found))


async def of_visit(db: AsyncConnection, visit_id: int) -> list[Change]:
    """List what was proposed in a visit, the oldest first."""
    return await _listed(db, select(ChangeRow).where(ChangeRow.visit_id == visit_id))


async def of_author(
    db: AsyncConnection, household_id: int, person_id: int, most: int = 20
) -> list[Change]:
    """List what one author proposed for a household, the newest first."""
    his = ChangeRow.household_id == household_id, ChangeRow.person_id == person_id
    newest = select(ChangeRow).where(*his).order_by(ChangeRow.id.desc()).limit(most)
    return [_change(db, row) for row in await db.execute(newest)]


async def batches_for(
    db: AsyncConnection, person: Person, most: int, offset: int = 0
) -> list[Batch]:
    """List what somebody may review, by household and author, the oldest first."""
    since = func.min(ChangeRow.at)
    grouped = (
        _reviewed_by(
            person,
            HouseholdRow.head_name,
            HouseholdRow.area_code,
            ChangeRow.household_id,
            ChangeRow.person_id,
            func.count().label("number"),
            since.label("since"),
        )
        .group_by(
            ChangeRow.household_id,
            ChangeRow.person_id,
            HouseholdRow.head_name,
            HouseholdRow.area_code,
        )
        .order_by(since, ChangeRow.household_id, ChangeRow.person_id)
    )
    return [_batch(row) for row in await db.execute(grouped.limit(most).offset(offset))]


async def count_batches_for(db: AsyncConnection, person: Person) -> int:
    """Count them."""
    each = _reviewed_by(person, ChangeRow.household_id, ChangeRow.person_id).distinct()
    return await db.scalar(select(func.count()).select_from(each.subquery())) or 0


async def residents_of(db: AsyncConnection, area_code: str) -> frozenset[int]:
    """Return the ids of the active people who are on duty in a village."""
    here = select(DutyRow.person_id).join(PersonRow, PersonRow.id == DutyRow.person_id)
    wanted = here.where(
        DutyRow.role.in_(RESIDENTS),
        DutyRow.area_code == area_code,
        PersonRow.state == Account.ACTIVE,
    )
    return frozenset(await db.scalars(wanted))


def _reviewed_by(person: Person, *columns: Any) -> Select[*tuple[Any, ...]]:
    joined = select(*columns).join(HouseholdRow, HouseholdRow.id == ChangeRow.household_id)
    inside = or_(_inside(person, RESIDENTS), and_(_inside(person, OFFICERS), ~_has_residents()))
    own = ChangeRow.person_id == person.id
    return joined.where(ChangeRow.state == State.WAITING, ~own, inside)


def _inside(person: Person, roles: Iterable[Role]) -> ColumnElement[bool]:
    codes = person.areas(roles)
    return or_(false(), *[HouseholdRow.area_code.startswith(it, autoescape=True) for it in codes])


def _has_residents() -> ColumnElement[bool]:
    """Somebody is on duty in the household's village who did not propose it himself."""
    return exists().where(
        DutyRow.person_id == PersonRow.id,
        DutyRow.role.in_(RESIDENTS),
        DutyRow.area_code == HouseholdRow.area_code,
        DutyRow.person_id != ChangeRow.person_id,
        PersonRow.state == Account.ACTIVE,
    )


async def _listed(db: AsyncConnection, wanted: Select[*tuple[Any, ...]]) -> list[Change]:
    return [_change(db, row) for row in await db.execute(wanted.order_by(ChangeRow.id))]


async def _count(db: AsyncConnection, condition: ColumnElement[bool]) -> int:
    return await db.scalar(select(func.count()).select_from(ChangeRow).where(condition)) or 0


def _batch(row: AnyRow) -> Batch:
    return Batch(
        household_id=row.household_id,
        head_name=row.head_name,
        area_code=row.area_code,
        person_id=row.person_id,
        count=row.number,
        since=row.since,
    )


def _values(db: AsyncConnection, change: Change) -> dict[str, Any]:
    said = {
        "old": change.old,
        "new": change.new,
        "evidence": change.evidence,
        "files": list(change.files),
        "reason": change.reason,
        "steps": [{**asdict(it), "at": it.at.isoformat()} for it in change.steps],
    }
    sealed = seal_facts(vault_of(db), _place(change.id), said)
    columns = {name: getattr(change, name) for name in (*_PLAIN, *_DECIDED)}
    return columns | {"state": change.state, "values_sealed": sealed}


def _place(number: int) -> str:
    return f"changes:{number}:values"


def _change(db: AsyncConnection, row: AnyRow) -> Change:
    said = open_facts(vault_of(db), _place(row.id), row.values_sealed)
    steps, files = said.pop("steps"), said.pop("files")
    columns = {name: getattr(row, name) for name in (*_PLAIN, *_DECIDED)}
    return Change(
        id=row.id,
        state=State(row.state),
        files=tuple(files),
        steps=tuple(_step(it) for it in steps),
        **columns,
        **said,
    )


def _step(said: dict[str, Any]) -> Step:
    at = datetime.fromisoformat(said["at"])
    return Step(**{**said, "deed": Deed(said["deed"]), "at": at})


async def move_all(db: AsyncConnection, changes: Sequence[Change]) -> bool:
    """Keep several; False, and then the turn must not keep any, when one was overtaken."""
    for change in changes:
        if not await move(db, change):
            return False
    return True
