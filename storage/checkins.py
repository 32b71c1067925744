"""Check-ins, what was said about them, and the points of live locations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, false, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.checkins import OPEN, CheckIn, Flag, Past, Place, Proof, State
from storage import areas
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.prepared import Prepared
from storage.sealed import open_point, open_proof, seal_proof
from storage.tables import (
    AreaRow,
    CheckInRow,
    HouseholdRow,
    PersonRow,
    RemarkRow,
    TrackPointRow,
)

_named = (
    select(
        CheckInRow,
        HouseholdRow.head_name,
        HouseholdRow.point_sealed,
        AreaRow.name,
        AreaRow.latitude,
        AreaRow.longitude,
        AreaRow.datum,
        PersonRow.name.label("person_name"),
    )
    .join(AreaRow, AreaRow.code == CheckInRow.area_code)
    .join(PersonRow, PersonRow.id == CheckInRow.person_id)
    .outerjoin(HouseholdRow, HouseholdRow.id == CheckInRow.household_id)
)
_latest = Prepared(
    _named.where(CheckInRow.person_id == bindparam("person_id"))
    .order_by(CheckInRow.at.desc())
    .limit(1)
)
_same_point = Prepared(
    select(CheckInRow.id)
    .where(CheckInRow.person_id == bindparam("person_id"))
    .where(CheckInRow.proof_index == bindparam("index"))
    .limit(1)
)
KEPT = (
    "id",
    "person_id",
    "household_id",
    "area_code",
    "place",
    "local_on",
    "at",
    "state",
    "grade",
    "flags",
    "distance_m",
    "accuracy_m",
    "proof_sealed",
    "proof_index",
    "message_id",
    "version",
)
_insert = Prepared(
    insert_once(CheckInRow)
    .on_conflict_do_nothing(index_elements=["person_id", "place", "local_on"])
    .returning(CheckInRow.id),
    *KEPT,
)
_add_remark = Prepared(insert(RemarkRow), *[it.name for it in RemarkRow.__table__.columns])
_places_on = Prepared(
    select(CheckInRow.place)
    .where(CheckInRow.person_id == bindparam("person_id"))
    .where(CheckInRow.local_on == bindparam("local_on"))
)


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something said about a check-in: `kind` is reason, note, question or answer."""

    kind: str
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A check-in as an officer lists it, with the helper's name."""

    checkin: CheckIn
    person_name: str


async def past(db: AsyncConnection, person_id: int, proof: Proof) -> Past:
    """Return somebody's last check-in, and whether he ever sent exactly these coordinates."""
    row = await _latest.first(db, {"person_id": person_id})
    if row is None:
        return Past()
    same = {"person_id": person_id, "index": _index(db, proof)}
    was_here = await _same_point.first(db, same) is not None
    return Past(latest=_checkin(db, row), was_here_exactly=was_here)


async def by_id(db: AsyncConnection, number: int) -> Entry | None:
    """Return one check-in; None when there is none of this number."""
    row = (await db.execute(_named.where(CheckInRow.id == number))).one_or_none()
    return _entry(db, row) if row else None


async def at_place(
    db: AsyncConnection, person_id: int, place: str, local_on: date
) -> CheckIn | None:
    """Return the check-in of a person, place and day."""
    same = (
        CheckInRow.person_id == person_id,
        CheckInRow.place == place,
        CheckInRow.local_on == local_on,
    )
    row = (await db.execute(_named.where(*same))).one_or_none()
    return _checkin(db, row) if row else None


async def latest_at(
    db: AsyncConnection, person_id: int, household_id: int, since_on: date
) -> CheckIn | None:
    """Return somebody's latest check-in at a household since a day, whatever its proof."""
    there = (
        CheckInRow.person_id == person_id,
        CheckInRow.household_id == household_id,
        CheckInRow.local_on >= since_on,
    )
    newest = _named.where(*there).order_by(CheckInRow.at.desc()).limit(1)
    row = (await db.execute(newest)).one_or_none()
    return _checkin(db, row) if row else None


async def places_on(db: AsyncConnection, person_id: int, local_on: date) -> frozenset[str]:
    """Return the keys of the places where somebody has checked in on a day."""
    mine = {"person_id": person_id, "local_on": local_on}
    return frozenset(row.place for row in await _places_on.all(db, mine))


async def of_live_message(db: AsyncConnection, person_id: int, message_id: int) -> CheckIn | None:
    """Return the check-in a live location began."""
    same = CheckInRow.person_id == person_id, CheckInRow.message_id == message_id
    row = (await db.execute(_named.where(*same).order_by(CheckInRow.at.desc()).limit(1))).first()
    return _checkin(db, row) if row else None


async def in_month(db: AsyncConnection, person_id: int, first: date, last: date) -> list[CheckIn]:
    """List somebody's check-ins of some days, oldest first."""
    wanted = CheckInRow.person_id == person_id, CheckInRow.local_on.between(first, last)
    rows = await db.execute(_named.where(*wanted).order_by(CheckInRow.at))
    return [_checkin(db, row) for row in rows]


async def in_areas(
    db: AsyncConnection, codes: Iterable[str], since: date, until: date
) -> list[Entry]:
    """List the check-ins of some days in these areas and below, oldest first."""
    wanted = in_scope(codes), CheckInRow.local_on.between(since, until)
    rows = await db.execute(_named.where(*wanted).order_by(CheckInRow.at))
    return [_entry(db, row) for row in rows]


async def open_exceptions(db: AsyncConnection, codes: Iterable[str]) -> list[Entry]:
    """List the exceptions in these areas that wait for an officer, oldest first."""
    wanted = in_scope(codes), CheckInRow.state.in_(OPEN)
    rows = await db.execute(_named.where(*wanted).order_by(CheckInRow.at))
    return [_entry(db, row) for row in rows]


def in_scope(codes: Iterable[str]) -> Any:
    """Limit check-ins to areas and everything below them; no areas, no check-ins."""
    return or_(false(), *[CheckInRow.area_code.startswith(code) for code in codes])


async def add(db: AsyncConnection, checkin: CheckIn) -> bool:
    """Keep a check-in; False when this person, place and day have one."""
    return await _insert.first(db, _values(db, checkin)) is not None


async def replace_exception(db: AsyncConnection, old: CheckIn, new: CheckIn) -> bool:
    """Put a verified check-in in place of a waiting exception of the same day and place."""
    values = _values(db, new) | {"id": old.id, "version": old.version + 1}
    values["proof_sealed"] = seal_proof(vault_of(db), _proof_place(old.id), new.proof)
    same = CheckInRow.id == old.id, CheckInRow.version == old.version
    statement = update(CheckInRow).where(*same, CheckInRow.state.in_(OPEN)).values(values)
    return (await db.execute(statement)).rowcount == 1


async def move_on(db: AsyncConnection, checkin: CheckIn, now: datetime) -> bool:
    """Keep an officer's decision; False when somebody else decided meanwhile."""
    same = CheckInRow.id == checkin.id, CheckInRow.version == checkin.version - 1
    values = {
        "state": checkin.state,
        "version": checkin.version,
        "decided_by": checkin.decided_by,
        "decided_at": now,
    }
    return (await db.execute(update(CheckInRow).where(*same).values(values))).rowcount == 1


async def add_remark(
    db: AsyncConnection, checkin_id: int, person_id: int, kind: str, text: str
) -> None:
    """Keep what somebody said about a check-in."""
    number = new_id()
    sealed = vault_of(db).seal_text(f"remarks:{number}:text", text)
    row = {"id": number, "checkin_id": checkin_id, "person_id": person_id}
    await _add_remark.run(db, row | {"kind": kind, "text_sealed": sealed})


async def remarks(db: AsyncConnection, checkin_id: int) -> list[Remark]:
    """List what was said about a check-in, oldest first."""
    wanted = (
        select(RemarkRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == RemarkRow.person_id)
        .where(RemarkRow.checkin_id == checkin_id)
        .order_by(RemarkRow.id)
    )
    return [
        Remark(
            kind=row.kind,
            by=row.name,
            text=vault_of(db).open_text(f"remarks:{row.id}:text", row.text_sealed) or "",
        )
        for row in await db.execute(wanted)
    ]


async def add_track_point(db: AsyncConnection, checkin_id: int, proof: Proof) -> bool:
    """Keep one more point of a live location; False when it is there."""
    place = f"track_points:{checkin_id}:{proof.sent_at.isoformat()}"
    row = {
        "checkin_id": checkin_id,
        "at": proof.sent_at,
        "proof_sealed": seal_proof(vault_of(db), place, proof),
    }
    once = insert_once(TrackPointRow).values(row).on_conflict_do_nothing()
    return (await db.execute(once.returning(TrackPointRow.checkin_id))).one_or_none() is not None


async def count_track_points(db: AsyncConnection, checkin_id: int) -> int:
    """Count the points of a live location."""
    counted: Select[Any] = select(func.count()).select_from(TrackPointRow)
    return await db.scalar(counted.where(TrackPointRow.checkin_id == checkin_id)) or 0


def _proof_place(number: int) -> str:
    return f"checkins:{number}:proof"


def _index(db: AsyncConnection, proof: Proof) -> bytes:
    point = proof.point
    return vault_of(db).index("point", f"{point.latitude:.6f},{point.longitude:.6f}")


def _values(db: AsyncConnection, checkin: CheckIn) -> dict[str, Any]:
    proof = checkin.proof
    return {
        "id": checkin.id,
        "person_id": checkin.person_id,
        "household_id": checkin.place.household_id,
        "area_code": checkin.place.area_code,
        "place": checkin.place.key,
        "local_on": checkin.local_on,
        "at": checkin.at,
        "state": checkin.state,
        "grade": proof.grade,
        "flags": " ".join(sorted(checkin.flags)),
        "distance_m": checkin.distance_m,
        "accuracy_m": None if proof.accuracy_m is None else round(proof.accuracy_m),
        "proof_sealed": seal_proof(vault_of(db), _proof_place(checkin.id), proof),
        "proof_index": _index(db, proof),
        "message_id": proof.message_id,
        "version": checkin.version,
    }


def _entry(db: AsyncConnection, row: AnyRow) -> Entry:
    return Entry(checkin=_checkin(db, row), person_name=row.person_name)


def _checkin(db: AsyncConnection, row: AnyRow) -> CheckIn:
    return CheckIn(
        id=row.id,
        person_id=row.person_id,
        place=_place(db, row),
        at=row.at,
        local_on=row.local_on,
        state=State(row.state),
        proof=open_proof(vault_of(db), _proof_place(row.id), row.proof_sealed),
        flags=frozenset(Flag(flag) for flag in row.flags.split()),
        distance_m=row.distance_m,
        version=row.version,
        decided_by=row.decided_by,
    )


def _place(db: AsyncConnection, row: AnyRow) -> Place:
    point = areas.point_of(row)
    if row.household_id:
        place = f"households:{row.household_id}:point"
        point = open_point(vault_of(db), place, row.point_sealed)
    return Place(
        key=row.place,
        name=row.head_name or row.name,
        area_code=row.area_code,
        household_id=row.household_id,
        point=point,
    )
