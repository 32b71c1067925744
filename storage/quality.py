"""Doubts about records, and why somebody waived some, kept by household.

What the rules found is kept until the record, the checks or the lines change; then the household
is looked at anew. A waiver holds for the same grounds only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.doubts import Doubt
from storage.columns import AnyRow
from storage.database import vault_of
from storage.ids import new_id
from storage.sealed import open_facts, seal_facts
from storage.tables import DoubtRow, HouseholdRow, PersonRow, WaiverRow


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Why a doubt is none, who said so and when."""

    rule: str
    member_number: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A household's doubts, as of the version of its record."""

    household_id: int
    version: int
    doubts: Sequence[Doubt]


def mark(db: AsyncConnection, household_id: int, doubt: Doubt) -> bytes:
    """Give the keyed index of what a doubt rests on: the same while the facts are the same."""
    grounds = orjson.dumps(dict(doubt.grounds), option=orjson.OPT_SORT_KEYS).decode()
    rule, member = doubt.spot
    return vault_of(db).index("doubt", f"{household_id}:{rule}:{member}:{grounds}")


async def outdate(db: AsyncConnection, household_id: int) -> None:
    """Let the rules look at a household again: its checks or lines have changed."""
    this = update(HouseholdRow).where(HouseholdRow.id == household_id)
    await db.execute(this.values(doubted_version=0))


async def outdate_all(db: AsyncConnection) -> None:
    """Let the rules look at every household again: a figure or the year has changed."""
    await db.execute(update(HouseholdRow).values(doubted_version=0))


async def outdated(db: AsyncConnection, most: int) -> list[int]:
    """List households that changed since the rules looked at them."""
    changed = HouseholdRow.doubted_version != HouseholdRow.version
    wanted = select(HouseholdRow.id).where(changed).order_by(HouseholdRow.id).limit(most)
    return list(await db.scalars(wanted))


_fresh = insert_once(DoubtRow)
_put = _fresh.on_conflict_do_update(
    index_elements=["household_id", "member_number", "rule"],
    set_={
        "facts_index": _fresh.excluded.facts_index,
        "found_at": _fresh.excluded.found_at,
        "gone_at": None,
    },
)
_looked_at = (
    update(HouseholdRow)
    .where(HouseholdRow.id == bindparam("row_id"), HouseholdRow.version == bindparam("seen"))
    .values(doubted_version=bindparam("seen"))
)


async def keep(db: AsyncConnection, examined: Sequence[Examined], now: datetime) -> None:
    """Keep what the rules found about some households; what they find no longer is gone.

    A household that changed meanwhile stays outdated: its version is not the one looked at.
    """
    known = await _known(db, [it.household_id for it in examined])
    rows = [row for it in examined for row in _rows(db, it, known, now)]
    if rows:
        await db.execute(_put, rows)
    found = {(it["household_id"], it["member_number"], it["rule"]) for it in rows}
    still = {spot for spot, row in known.items() if row.gone_at is None}
    kept = {(it.household_id, member, rule) for it in examined
            for rule, member in (doubt.spot for doubt in it.doubts)}  # fmt: skip
    await _end(db, still - found - kept, now)
    seen = [{"row_id": it.household_id, "seen": it.version} for it in examined]
    await db.execute(_looked_at, seen)


Spot = tuple[int, str, str]


async def _known(db: AsyncConnection, household_ids: Sequence[int]) -> dict[Spot, AnyRow]:
    wanted = select(DoubtRow).where(DoubtRow.household_id.in_(household_ids))
    return {
        (row.household_id, row.member_number, row.rule): row for row in await db.execute(wanted)
    }


def _rows(
    db: AsyncConnection, examined: Examined, known: dict[Spot, AnyRow], now: datetime
) -> list[dict[str, Any]]:
    """Write what is new or rests on other grounds; what stays the same is left alone."""
    rows = []
    for doubt in examined.doubts:
        rule, member = doubt.spot
        index = mark(db, examined.household_id, doubt)
        old = known.get((examined.household_id, member, rule))
        if old is None or old.gone_at is not None or old.facts_index != index:
            is_same = old is not None and old.gone_at is None
            rows.append(
                {
                    "household_id": examined.household_id,
                    "member_number": member,
                    "rule": rule,
                    "facts_index": index,
                    "found_at": old.found_at if old is not None and is_same else now,
                    "gone_at": None,
                }
            )
    return rows


async def _end(db: AsyncConnection, spots: Iterable[Spot], now: datetime) -> None:
    over = (
        update(DoubtRow)
        .where(
            DoubtRow.household_id == bindparam("home"),
            DoubtRow.member_number == bindparam("member"),
            DoubtRow.rule == bindparam("of_rule"),
        )
        .values(gone_at=now)
    )
    rows = [{"home": home, "member": member, "of_rule": rule} for home, member, rule in spots]
    if rows:
        await db.execute(over, rows)


async def waive(
    db: AsyncConnection, household_id: int, doubt: Doubt, reason: Any, by: tuple[int, datetime]
) -> None:
    """Keep why a doubt is none, who said so and when; it holds for these grounds."""
    number, (rule, member) = new_id(), doubt.spot
    person_id, now = by
    row = {
        "id": number,
        "household_id": household_id,
        "member_number": member,
        "rule": rule,
        "facts_index": mark(db, household_id, doubt),
        "reason_sealed": seal_facts(vault_of(db), _reason_place(number), {"reason": reason}),
        "person_id": person_id,
        "at": now,
    }
    await db.execute(insert(WaiverRow).values(row))


async def waived(db: AsyncConnection, household_id: int) -> frozenset[bytes]:
    """Return the marks of a household's doubts that were waived."""
    wanted = select(WaiverRow.facts_index).where(WaiverRow.household_id == household_id)
    return frozenset(await db.scalars(wanted))


async def waivers(db: AsyncConnection, household_id: int, most: int = 10) -> list[Waiver]:
    """List why doubts about a household were waived, the newest first."""
    wanted = (
        select(WaiverRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == WaiverRow.person_id)
        .where(WaiverRow.household_id == household_id)
        .order_by(WaiverRow.id.desc())
        .limit(most)
    )
    return [_waiver(db, row) for row in await db.execute(wanted)]


def _waiver(db: AsyncConnection, row: AnyRow) -> Waiver:
    told = open_facts(vault_of(db), _reason_place(row.id), row.reason_sealed)["reason"]
    reason = told if isinstance(told, str) else f"🎤 {told.get('seconds', 0)}″"
    return Waiver(
        rule=row.rule, member_number=row.member_number, reason=reason, by=row.name, at=row.at
    )


def _reason_place(number: int) -> str:
    return f"waivers:{number}:reason"
