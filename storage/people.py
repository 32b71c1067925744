"""Accounts: who somebody is, found by Telegram user, by phone, by role and area."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, bindparam, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from domain.areas import ancestors
from domain.people import Duty, Person, Role, State
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.prepared import Prepared
from storage.tables import DutyRow, PersonRow

COLUMNS = (
    PersonRow.id,
    PersonRow.name,
    PersonRow.state,
    PersonRow.language,
    PersonRow.unit,
    PersonRow.telegram_id,
    DutyRow.role,
    DutyRow.area_code,
)
JOINED = PersonRow.__table__.outerjoin(DutyRow.__table__)


def _select() -> Select[*tuple[Any, ...]]:
    return select(*COLUMNS).select_from(JOINED).order_by(PersonRow.name, PersonRow.id)


_by_telegram = _select().where(PersonRow.telegram_id == bindparam("telegram_id"))


def _holding(*conditions: Any) -> Select[*tuple[Any, ...]]:
    """Select active people who hold a duty like this, with all their duties."""
    holders = select(DutyRow.person_id).where(*conditions)
    return _select().where(PersonRow.id.in_(holders), PersonRow.state == State.ACTIVE)


_in_charge = Prepared(
    _holding(
        DutyRow.role == bindparam("role", type_=String()),
        DutyRow.area_code == bindparam("code", type_=String()),
    )
)
_by_id = _select().where(PersonRow.id == bindparam("id"))


async def by_telegram(db: AsyncConnection, telegram_id: int) -> Person | None:
    """Find the account bound to a Telegram user."""
    return _one(await db.execute(_by_telegram, {"telegram_id": telegram_id}))


async def by_id(db: AsyncConnection, person_id: int) -> Person:
    """Return one account.

    Raises:
        LookupError: there is none.
    """
    person = _one(await db.execute(_by_id, {"id": person_id}))
    if person is None:
        raise LookupError(f"no person {person_id}")
    return person


async def by_ids(db: AsyncConnection, person_ids: Iterable[int]) -> list[Person]:
    """Return some accounts in the order of their ids."""
    wanted = _select().where(PersonRow.id.in_(set(person_ids)))
    return sorted(_people(await db.execute(wanted)), key=lambda it: it.id)


async def names(db: AsyncConnection, person_ids: Iterable[int]) -> dict[int, str]:
    """Return what accounts are called, by id."""
    wanted = PersonRow.id.in_(set(person_ids))
    rows = await db.execute(select(PersonRow.id, PersonRow.name).where(wanted))
    return {row.id: row.name for row in rows}


async def by_phone(db: AsyncConnection, phone: str) -> Person | None:
    """Find an account by its phone number, written as 11 digits."""
    index = vault_of(db).index("phone", phone)
    return _one(await db.execute(_select().where(PersonRow.phone_index == index)))


async def responsible(
    db: AsyncConnection, area_code: str, role: Role, besides: int = 0
) -> list[Person]:
    """List the active people with this role for an area: its own, its town's or district's.

    `besides` is somebody whose own affair it is; where nobody else is, it climbs.
    """
    for code in ancestors(area_code):
        found = _people(await _in_charge.all(db, {"role": role, "code": code}))
        if found := [person for person in found if person.id != besides]:
            return found
    return []


async def with_role(db: AsyncConnection, role: Role) -> list[Person]:
    """List the active people with a role anywhere, by name."""
    return _people(await db.execute(_holding(DutyRow.role == role)))


async def with_any_role(db: AsyncConnection, roles: Iterable[Role]) -> list[Person]:
    """List the active people with any of these roles anywhere, by name."""
    return _people(await db.execute(_holding(DutyRow.role.in_(list(roles)))))


async def at_desks(
    db: AsyncConnection, roles: Iterable[Role], codes: Iterable[str]
) -> list[Person]:
    """List the active people with any of these roles in any of these areas, by name."""
    holding = DutyRow.role.in_(list(roles)), DutyRow.area_code.in_(list(codes))
    return _people(await db.execute(_holding(*holding)))


async def named(db: AsyncConnection, words: str, roles: Iterable[Role]) -> list[Person]:
    """List the active people with any of these roles whose names hold these words."""
    holding = _holding(DutyRow.role.in_(list(roles)))
    return _people(
        await db.execute(holding.where(PersonRow.name.contains(words, autoescape=True)))
    )


async def count(db: AsyncConnection) -> int:
    """Count accounts, removed ones included."""
    return len((await db.execute(select(PersonRow.id))).all())


async def add(db: AsyncConnection, name: str, phone: str | None, unit: str = "") -> int:
    """Open an account and return its id."""
    vault, number = vault_of(db), new_id()
    row = {
        "id": number,
        "name": name,
        "state": State.ACTIVE,
        "language": "zh_CN",
        "unit": unit,
        "phone_sealed": vault.seal_text(f"people:{number}:phone", phone),
        "phone_index": vault.index("phone", phone) if phone else None,
    }
    await db.execute(insert(PersonRow).values(row))
    return number


async def rename(db: AsyncConnection, person_id: int, name: str, unit: str) -> None:
    """Correct a name and support unit."""
    await _update(db, person_id, name=name, unit=unit)


async def set_duties(db: AsyncConnection, person_id: int, duties: Iterable[Duty]) -> None:
    """Replace all roles a person holds."""
    await db.execute(delete(DutyRow).where(DutyRow.person_id == person_id))
    rows = [
        {"person_id": person_id, "role": duty.role, "area_code": duty.area_code} for duty in duties
    ]
    if rows:
        await db.execute(insert(DutyRow), rows)


async def set_state(db: AsyncConnection, person_id: int, state: State) -> None:
    """Suspend, remove or restore an account."""
    await _update(db, person_id, state=state)


async def lock(db: AsyncConnection, person_id: int) -> None:
    """Let nobody else change an account until this transaction ends; SQLite has one writer."""
    this = select(PersonRow.id).where(PersonRow.id == person_id)
    await db.execute(this.with_for_update())


async def hold(db: AsyncConnection, person_ids: Iterable[int]) -> list[int]:
    """Keep some accounts to oneself until this transaction ends; returns those nobody else has."""
    these = select(PersonRow.id).where(PersonRow.id.in_(set(person_ids))).order_by(PersonRow.id)
    return list(await db.scalars(these.with_for_update(skip_locked=True, key_share=True)))


async def bound_at(db: AsyncConnection, person_ids: Iterable[int]) -> dict[int, datetime]:
    """Return since when those of these people have a Telegram user who have one."""
    bound = PersonRow.id.in_(set(person_ids)), PersonRow.telegram_id.is_not(None)
    rows = await db.execute(select(PersonRow.id, PersonRow.bound_at).where(*bound))
    return {row.id: row.bound_at for row in rows if row.bound_at}


async def set_language(db: AsyncConnection, person_id: int, language: str) -> None:
    """Remember which language somebody reads."""
    await _update(db, person_id, language=language)


_other = aliased(PersonRow)


async def bind(
    db: AsyncConnection, person_id: int, telegram_id: int, now: datetime, instead_of: int | None
) -> bool:
    """Bind an account to a Telegram user; False when either was bound differently meanwhile."""
    statement = (
        update(PersonRow)
        .where(PersonRow.id == person_id, PersonRow.telegram_id.is_not_distinct_from(instead_of))
        .where(~exists().where(_other.telegram_id == telegram_id, _other.id != person_id))
        .values(telegram_id=telegram_id, bound_at=now, unreachable_at=None)
    )
    return (await db.execute(statement)).rowcount == 1


async def set_unreachable(db: AsyncConnection, telegram_id: int, at: datetime | None) -> bool:
    """Note that messages do (not) reach somebody; False when that was known."""
    statement = update(PersonRow).where(PersonRow.telegram_id == telegram_id)
    was = PersonRow.unreachable_at
    condition = was.is_(None) if at else was.is_not(None)
    done = await db.execute(statement.where(condition).values(unreachable_at=at))
    return done.rowcount == 1


async def unreachable(db: AsyncConnection) -> list[tuple[Person, datetime]]:
    """List active people whom messages do not reach, and since when."""
    lost = PersonRow.unreachable_at.is_not(None), PersonRow.state == State.ACTIVE
    found = _people(await db.execute(_select().where(*lost)))
    since = await db.execute(select(PersonRow.id, PersonRow.unreachable_at).where(*lost))
    times = {row.id: row.unreachable_at for row in since}
    return [(person, times[person.id]) for person in found]


async def phone_of(db: AsyncConnection, person_id: int) -> str | None:
    """Open a phone number; show it masked unless there is a reason not to."""
    sealed = await db.scalar(select(PersonRow.phone_sealed).where(PersonRow.id == person_id))
    return vault_of(db).open_text(f"people:{person_id}:phone", sealed)


async def _update(db: AsyncConnection, person_id: int, **values: Any) -> None:
    await db.execute(update(PersonRow).where(PersonRow.id == person_id).values(**values))


def _one(rows: Iterable[AnyRow]) -> Person | None:
    return next(iter(_people(rows)), None)


def _people(rows: Iterable[AnyRow]) -> list[Person]:
    """Fold one row per duty into one person each, keeping the order."""
    grouped: dict[int, list[AnyRow]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return [person_of(group) for group in grouped.values()]


def person_of(rows: Sequence[AnyRow]) -> Person:
    """Make one person of the rows of one account, one row per duty."""
    first = rows[0]
    return Person(
        id=first.id,
        name=first.name,
        state=State(first.state),
        language=first.language,
        unit=first.unit,
        telegram_id=first.telegram_id,
        duties=tuple(
            Duty(role=Role(row.role), area_code=row.area_code) for row in rows if row.role
        ),
    )
