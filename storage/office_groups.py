"""Telegram groups of offices: where the bot is, what each is linked to, who asked for it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ladders import DESKS, Kind
from domain.offices import Office
from domain.people import Role
from storage.columns import AnyRow
from storage.tables import DutyRow, OfficeGroupRow

CHECK_LASTS = timedelta(minutes=1)
"""Whoever began to check a link and is not done by then has died of it."""


class State(StrEnum):
    """How far a group is."""

    NEW = "new"
    """The bot is in it, and nobody has linked it."""
    ASKED = "asked"
    """Somebody wants to link it; whether he leads the group is still to be asked."""
    CHECKING = "checking"
    """A process is asking."""
    LINKED = "linked"
    GONE = "gone"
    """The bot is out of it."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group as it stands; `threads` are its forum topics by kind of case, if it has any."""

    chat_id: int
    title: str
    state: State = State.NEW
    area_code: str | None = None
    role: Role | None = None
    threads: Mapping[Kind, int] = field(default_factory=dict)
    person_id: int | None = None
    since_at: datetime
    leaves_at: datetime | None = None
    version: int = 1

    @property
    def is_linked(self) -> bool:
        """Tell whether posts about cases go there."""
        return self.state is State.LINKED

    @property
    def office(self) -> Office | None:
        """The office it is linked to, or is to be."""
        if self.role is None or self.area_code is None:
            return None
        return Office(area_code=self.area_code, role=self.role)


_is_linked = OfficeGroupRow.state == State.LINKED


async def entered(db: AsyncConnection, group: Group) -> None:
    """Note that the bot has come into a group, whatever it was before."""
    values = _values(group)
    again = {name: it for name, it in values.items() if name != "chat_id"}
    again["version"] = OfficeGroupRow.version + 1
    fresh = insert(OfficeGroupRow).values(values)
    await db.execute(fresh.on_conflict_do_update(index_elements=["chat_id"], set_=again))


async def noticed(db: AsyncConnection, group: Group) -> None:
    """Note a group the bot was in before anybody kept a list; one that is known stays."""
    fresh = insert(OfficeGroupRow).values(_values(group))
    await db.execute(fresh.on_conflict_do_nothing(index_elements=["chat_id"]))


async def by_chat(db: AsyncConnection, chat_id: int) -> Group | None:
    """Return a group."""
    wanted = select(OfficeGroupRow).where(OfficeGroupRow.chat_id == chat_id)
    row = (await db.execute(wanted)).one_or_none()
    return _group(row) if row else None


async def move_on(db: AsyncConnection, group: Group) -> bool:
    """Keep how a group stands at its next version; False when somebody else was quicker."""
    same = OfficeGroupRow.chat_id == group.chat_id, OfficeGroupRow.version == group.version - 1
    moved = update(OfficeGroupRow).where(*same).values(_values(group))
    return (await db.execute(moved)).rowcount == 1


async def around(db: AsyncConnection, area_code: str) -> list[Group]:
    """List the linked groups of offices whose area holds this one: the nearest, then the latest.

    Those are the only groups in which a case of the area is ever shown.
    """
    codes = [area_code[:digits] for digits in (6, 9, 12) if digits <= len(area_code)]
    order = func.length(OfficeGroupRow.area_code).desc(), OfficeGroupRow.since_at.desc()
    here = select(OfficeGroupRow).where(_is_linked, OfficeGroupRow.area_code.in_(codes))
    return [_group(row) for row in await db.execute(here.order_by(*order))]


async def of_offices(db: AsyncConnection, offices: Iterable[Office]) -> list[Group]:
    """List the groups linked to any of these offices, by title."""
    wanted = set(offices)
    here = OfficeGroupRow.area_code.in_({it.area_code for it in wanted})
    rows = await db.execute(select(OfficeGroupRow).where(_is_linked, here))
    found = [_group(row) for row in rows]
    mine = [it for it in found if it.office in wanted]
    return sorted(mine, key=lambda it: (it.title, it.chat_id))


async def every(db: AsyncConnection, most: int) -> list[Group]:
    """List the linked groups, by title."""
    wanted = select(OfficeGroupRow).where(_is_linked).order_by(OfficeGroupRow.title).limit(most)
    return [_group(row) for row in await db.execute(wanted)]


async def staffed(db: AsyncConnection, area_codes: Iterable[str]) -> list[Office]:
    """List the offices of some areas at which somebody works."""
    held = DutyRow.area_code.in_(set(area_codes)), DutyRow.role.in_(DESKS)
    pairs = select(DutyRow.area_code, DutyRow.role).where(*held).distinct()
    found = [Office(area_code=it.area_code, role=Role(it.role)) for it in await db.execute(pairs)]
    return sorted(found)


async def overdue(db: AsyncConnection, now: datetime) -> list[Group]:
    """List the groups that nobody has linked in time."""
    late = OfficeGroupRow.leaves_at <= now, OfficeGroupRow.state != State.GONE
    rows = await db.execute(select(OfficeGroupRow).where(*late).order_by(OfficeGroupRow.chat_id))
    return [_group(row) for row in rows]


async def to_check(db: AsyncConnection, now: datetime) -> Group | None:
    """Return a group whose link is asked for and that no living process is checking."""
    stuck = (OfficeGroupRow.state == State.CHECKING) & (
        OfficeGroupRow.since_at <= now - CHECK_LASTS
    )
    asked = (OfficeGroupRow.state == State.ASKED) | stuck
    wanted = select(OfficeGroupRow).where(asked).order_by(OfficeGroupRow.since_at).limit(1)
    row = (await db.execute(wanted)).one_or_none()
    return _group(row) if row else None


async def rename(db: AsyncConnection, chat_id: int, title: str) -> None:
    """Keep a group's new title."""
    this = update(OfficeGroupRow).where(OfficeGroupRow.chat_id == chat_id)
    await db.execute(this.values(title=title))


async def migrate(db: AsyncConnection, old_id: int, new_id: int) -> None:
    """Let a group that became a supergroup stay what it was under its new id."""
    group = await by_chat(db, old_id)
    if group is None:
        return
    await db.execute(delete(OfficeGroupRow).where(OfficeGroupRow.chat_id.in_([old_id, new_id])))
    values = _values(group) | {"chat_id": new_id, "version": group.version + 1}
    await db.execute(insert(OfficeGroupRow).values(values))


async def next_leaving(db: AsyncConnection) -> datetime | None:
    """Tell when the next group is to be left."""
    due = select(func.min(OfficeGroupRow.leaves_at)).where(OfficeGroupRow.state != State.GONE)
    return await db.scalar(due)


async def lose(
    db: AsyncConnection, chat_id: int, now: datetime, version: int | None = None
) -> bool:
    """Note that the bot is out of a group; False when that was known, or it has changed since."""
    this = [OfficeGroupRow.chat_id == chat_id, OfficeGroupRow.state != State.GONE]
    if version is not None:
        this.append(OfficeGroupRow.version == version)
    values = {"state": State.GONE, "since_at": now, "leaves_at": None}
    gone = update(OfficeGroupRow).where(*this)
    gone = gone.values(**values, version=OfficeGroupRow.version + 1)
    return (await db.execute(gone)).rowcount == 1


def _values(group: Group) -> dict[str, Any]:
    return {
        "chat_id": group.chat_id,
        "title": group.title,
        "state": group.state,
        "area_code": group.area_code,
        "role": group.role or "",
        "threads": json.dumps(dict(group.threads)),
        "person_id": group.person_id,
        "since_at": group.since_at,
        "leaves_at": group.leaves_at,
        "version": group.version,
    }


def _group(row: AnyRow) -> Group:
    return Group(
        chat_id=row.chat_id,
        title=row.title,
        state=State(row.state),
        area_code=row.area_code,
        role=Role(row.role) if row.role else None,
        threads={Kind(kind): thread for kind, thread in json.loads(row.threads).items()},
        person_id=row.person_id,
        since_at=row.since_at,
        leaves_at=row.leaves_at,
        version=row.version,
    )
