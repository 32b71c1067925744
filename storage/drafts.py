"""Forms that were begun: one of each form per person, at most one open; answers are sealed.

A cancelled one is dropped: for a minute it can come back, and nothing else finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.prepared import Prepared
from storage.tables import DraftRow

COMES_BACK_FOR = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Where somebody is in a form. `revision` grows with every step, so old buttons show.

    `given` is what the form was started with, `answers` what was answered, by step name, and
    `heard` which step each message of its person answered, by the message's id.
    """

    id: int
    person_id: int
    form: str
    form_version: int
    revision: int = 0
    is_open: bool = True
    step: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)
    dropped_at: datetime | None = None

    def can_come_back(self, now: datetime) -> bool:
        """Tell whether it was dropped a moment ago."""
        return self.dropped_at is not None and now - self.dropped_at < COMES_BACK_FOR


def begin(person_id: int, form: str, form_version: int, given: dict[str, Any]) -> Draft:
    """Make a new draft; it is not kept yet."""
    return Draft(
        id=new_id(), person_id=person_id, form=form, form_version=form_version, given=given
    )


async def opened(db: AsyncConnection) -> list[Draft]:
    """List the forms that people are in the middle of."""
    return [_draft(db, row) for row in await db.execute(select(DraftRow).where(DraftRow.is_open))]


async def by_id(db: AsyncConnection, number: int) -> Draft | None:
    """Return one draft, a dropped one too; None when it was handed in."""
    row = (await db.execute(select(DraftRow).where(DraftRow.id == number))).one_or_none()
    return _draft(db, row) if row else None


async def of_form(db: AsyncConnection, person_id: int, form: str) -> Draft | None:
    """Return somebody's draft of one form, open or parked."""
    same = DraftRow.person_id == person_id, DraftRow.form == form
    mine = select(DraftRow).where(*same, DraftRow.dropped_at.is_(None))
    row = (await db.execute(mine)).one_or_none()
    return _draft(db, row) if row else None


async def unfinished(db: AsyncConnection, person_id: int) -> list[Draft]:
    """List the forms somebody began, the open one and those that were left, latest first."""
    return [_draft(db, row) for row in await db.execute(_unfinished, {"this_person": person_id})]


async def parked(db: AsyncConnection, person_id: int) -> list[Draft]:
    """List the forms somebody left, latest first."""
    return [draft for draft in await unfinished(db, person_id) if not draft.is_open]


_SEALED = ("step", "given", "answers", "heard")
COLUMNS = tuple(DraftRow.__table__.columns)

_unfinished = (
    select(DraftRow)
    .where(DraftRow.person_id == bindparam("this_person"), DraftRow.dropped_at.is_(None))
    .order_by(DraftRow.updated_at.desc())
)
_fresh = insert(DraftRow)
_put = Prepared(
    _fresh.on_conflict_do_update(
        index_elements=["person_id", "form"],
        set_={column.name: _fresh.excluded[column.name] for column in COLUMNS},
    ),
    *[column.name for column in COLUMNS],
)
_keep = Prepared(
    update(DraftRow)
    .where(DraftRow.id == bindparam("this_id"))
    .values(
        revision=bindparam("revision"),
        is_open=bindparam("is_open"),
        answers_sealed=bindparam("answers_sealed"),
        updated_at=bindparam("updated_at"),
    )
)
_park = Prepared(
    update(DraftRow)
    .where(DraftRow.person_id == bindparam("this_person"), DraftRow.is_open)
    .values(is_open=False)
)
_another = aliased(DraftRow)
_remove = Prepared(
    delete(DraftRow)
    .where(DraftRow.id == bindparam("this_id"))
    .returning(
        exists()
        .where(_another.person_id == bindparam("this_person"))
        .where(_another.id != bindparam("this_id"), _another.dropped_at.is_(None))
        .label("has_others")
    )
)


async def add(db: AsyncConnection, draft: Draft, now: datetime) -> None:
    """Keep a new draft as the open one; parks the open one, replaces an older one of its form."""
    await park(db, draft.person_id)
    await _put.run(db, _values(db, draft, now))


async def keep(db: AsyncConnection, draft: Draft, now: datetime) -> None:
    """Keep a draft as it is now; the turn holds its person's lock, so nobody else moves it."""
    values = _values(db, draft, now)
    kept = ("revision", "is_open", "answers_sealed", "updated_at")
    await _keep.run(db, {"this_id": draft.id, **{name: values[name] for name in kept}})


async def park(db: AsyncConnection, person_id: int) -> None:
    """Leave the open form for later."""
    await _park.run(db, {"this_person": person_id})


async def reopen(db: AsyncConnection, draft: Draft, now: datetime) -> None:
    """Make a draft that was parked or dropped the open one."""
    await park(db, draft.person_id)
    this = update(DraftRow).where(DraftRow.id == draft.id)
    await db.execute(this.values(is_open=True, updated_at=now, dropped_at=None))


async def drop(db: AsyncConnection, draft: Draft, now: datetime) -> bool:
    """Cancel a draft so that it can come back; tells whether its person has others."""
    this = update(DraftRow).where(DraftRow.id == draft.id)
    await db.execute(this.values(is_open=False, dropped_at=now))
    return bool(await unfinished(db, draft.person_id))


async def purge(db: AsyncConnection, now: datetime) -> int:
    """Forget what was dropped and can come back no more."""
    over = DraftRow.dropped_at <= now - COMES_BACK_FOR
    return (await db.execute(delete(DraftRow).where(over))).rowcount


async def remove(db: AsyncConnection, draft: Draft) -> bool:
    """Remove a draft that was handed in; tells whether its person has others."""
    found = {"this_id": draft.id, "this_person": draft.person_id}
    removed = await _remove.first(db, found)
    return bool(removed and removed.has_others)


async def remove_form(db: AsyncConnection, person_id: int, form: str) -> None:
    """Drop somebody's draft of one form."""
    mine = DraftRow.person_id == person_id, DraftRow.form == form
    await db.execute(delete(DraftRow).where(*mine))


def _values(db: AsyncConnection, draft: Draft, now: datetime) -> dict[str, Any]:
    said = orjson.dumps({name: getattr(draft, name) for name in _SEALED})
    return {
        "id": draft.id,
        "person_id": draft.person_id,
        "form": draft.form,
        "form_version": draft.form_version,
        "revision": draft.revision,
        "is_open": draft.is_open,
        "answers_sealed": vault_of(db).seal(f"drafts:{draft.id}:answers", said),
        "updated_at": now,
        "dropped_at": draft.dropped_at,
    }


def _draft(db: AsyncConnection, row: AnyRow) -> Draft:
    return draft_of(db, row._asdict())


def draft_of(db: AsyncConnection, values: Mapping[Any, Any]) -> Draft:
    """Make a draft of a row's columns."""
    sealed = values["answers_sealed"]
    said = orjson.loads(vault_of(db).open(f"drafts:{values['id']}:answers", sealed))
    names = ("id", "person_id", "form", "form_version", "revision", "is_open", "dropped_at")
    return Draft(**{name: values[name] for name in names}, **said)
