"""The outbox: everything the bot says, kept in the transaction that caused it.

Lanes: 0 urgent, 1 replies, 2 letters, 3 what goes to very many. Order within a chat is lane, then
id; a reply that is due in a moment, or by the clock of another process, is not overtaken either.
Leases run on the database's clock. A row waits until it is sent or dropped; a finished row loses
its payload.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    Select,
    String,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.columns import AnyRow, DatabaseClock, Instant, LeaseEnd
from storage.database import vault_of
from storage.prepared import Prepared
from storage.tables import OutboxRow
from storage.vault import WrongKey

URGENT, REPLIES, LETTERS, BULK = 0, 1, 2, 3
KEPT = timedelta(days=30)
"""How long finished rows stay, so that a once-key is not used again and cards can be edited."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One thing to say: a Bot API call for a chat. `key` names the event, and is used once.

    `id` is 0 and `attempts` 0 until the row is in the outbox.
    """

    key: str
    chat_id: int
    lane: int
    method: str
    params: dict[str, Any]
    due_at: datetime
    expires_at: datetime
    card: str | None = None
    id: int = 0
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How sending a parcel ended: sent with the message's id, or dropped with the reason."""

    id: int
    state: str
    message_id: int | None = None
    error: str | None = None


_other = aliased(OutboxRow)
_elsewhere = exists().where(
    _other.chat_id == bindparam("chat_id"),
    _other.state == "waiting",
    _other.lane <= bindparam("lane"),
    or_(_other.due_at <= bindparam("due_at", type_=Instant()), _other.lane == REPLIES),
    or_(_other.lease_owner.is_(None), _other.lease_owner != bindparam("owner")),
)
NAMES = ("key", "chat_id", "lane", "method", "card", "due_at", "expires_at")
_letter = (
    insert(OutboxRow)
    .values({name: bindparam(name) for name in (*NAMES, "payload_sealed")})
    .values(state="waiting", attempts=0)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(OutboxRow.id, OutboxRow.lease_owner)
)
_reply = Prepared(
    _letter.values(
        lease_owner=case((_elsewhere, null()), else_=bindparam("owner", type_=String())),
        lease_until=case((_elsewhere, null()), else_=LeaseEnd()),
        attempts=case((_elsewhere, 0), else_=1),
    )
)
_plain = Prepared(_letter)


async def post(db: AsyncConnection, parcel: Parcel, owner: str | None = None) -> Parcel | None:
    """Put a parcel into the outbox; returns it when it was born leased to the owner.

    It is not born leased when something for the same chat still waits elsewhere, so that the
    order within the chat holds with any number of workers. A key seen before changes nothing.
    """
    statement, values = _plain, values_of(db, parcel)
    if owner is not None:
        statement, values = _reply, values | {"owner": owner}
    row = await statement.first(db, values)
    return replace(parcel, id=row.id, attempts=1) if row and row.lease_owner else None


async def gather(db: AsyncConnection, parcel: Parcel) -> bool:
    """Post a parcel, or replace the one of that key while nobody has begun to send it."""
    values = values_of(db, parcel)
    fresh = insert(OutboxRow).values(**values, state="waiting", attempts=0)
    still_waiting = and_(OutboxRow.state == "waiting", OutboxRow.lease_owner.is_(None))
    replacement = {name: values[name] for name in ("payload_sealed", "due_at", "expires_at")}
    statement = fresh.on_conflict_do_update(
        index_elements=["key"], set_=replacement, where=still_waiting
    )
    return (await db.execute(statement.returning(OutboxRow.id))).one_or_none() is not None


def values_of(db: AsyncConnection, parcel: Parcel) -> dict[str, Any]:
    """Write a parcel as a row's values, sealed."""
    sealed = vault_of(db).seal(_place(parcel.key), orjson.dumps(parcel.params))
    return {name: getattr(parcel, name) for name in NAMES} | {"payload_sealed": sealed}


def _place(key: str) -> str:
    return f"outbox:{key}:payload"


_is_free = or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until < DatabaseClock())
_goes_first = exists().where(
    _other.chat_id == OutboxRow.chat_id,
    _other.state == "waiting",
    or_(_other.due_at <= bindparam("now", type_=Instant()), _other.lane == REPLIES),
    or_(
        _other.lane < OutboxRow.lane,
        and_(_other.lane == OutboxRow.lane, _other.id < OutboxRow.id),
    ),
)
_heads = (
    select(OutboxRow.id)
    .where(
        OutboxRow.state == "waiting",
        OutboxRow.due_at <= bindparam("now", type_=Instant()),
        _is_free,
        ~_goes_first,
    )
    .order_by(OutboxRow.lane, OutboxRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_claim = (
    update(OutboxRow)
    .where(OutboxRow.id.in_(_heads.scalar_subquery()))
    .values(
        lease_owner=bindparam("owner"),
        lease_until=LeaseEnd(),
        attempts=OutboxRow.attempts + 1,
    )
    .returning(OutboxRow)
)


_due = (
    select(OutboxRow.id)
    .where(OutboxRow.state == "waiting", OutboxRow.due_at <= bindparam("now", type_=Instant()))
    .where(_is_free)
    .limit(1)
)


async def any_due(db: AsyncConnection, now: datetime) -> bool:
    """Tell whether a claim could find anything; reads only."""
    return await db.scalar(_due, {"now": now}) is not None


async def claim(db: AsyncConnection, owner: str, now: datetime, most: int) -> list[Parcel]:
    """Lease what is due and at the head of its chat's line, urgent first.

    A row whose payload was altered is dropped by itself.
    """
    rows = (await db.execute(_claim, {"owner": owner, "now": now, "most": most})).all()
    parcels, unreadable = [], []
    for row in rows:
        try:
            parcels.append(parcel_of(db, row))
        except WrongKey:
            unreadable.append(Outcome(id=row.id, state="dropped", error="unreadable"))
    if unreadable:
        await finish(db, unreadable, now)
    return sorted(parcels, key=lambda parcel: (parcel.lane, parcel.id))


def parcel_of(db: AsyncConnection, row: AnyRow) -> Parcel:
    """Unseal a row."""
    params = orjson.loads(vault_of(db).open(_place(row.key), row.payload_sealed))
    return Parcel(**{n: getattr(row, n) for n in (*NAMES, "id", "attempts")}, params=params)


_finish = (
    update(OutboxRow)
    .where(OutboxRow.id == bindparam("row_id"))
    .values(
        state=bindparam("new_state"),
        message_id=bindparam("new_message_id"),
        last_error=bindparam("error"),
        sent_at=bindparam("finished_at"),
        payload_sealed=None,
        lease_owner=None,
        lease_until=None,
    )
)


async def finish(db: AsyncConnection, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down how a batch of parcels ended."""
    rows = [
        {
            "row_id": outcome.id,
            "new_state": outcome.state,
            "new_message_id": outcome.message_id,
            "error": outcome.error,
            "finished_at": now,
        }
        for outcome in outcomes
    ]
    await db.execute(_finish, rows)


async def release(db: AsyncConnection, owner: str | None = None) -> None:
    """Give leases back: one owner's when it stops, everybody's when there can be no other."""
    statement = update(OutboxRow).where(OutboxRow.state == "waiting")
    if owner is not None:
        named = OutboxRow.lease_owner.startswith(owner, autoescape=True)
        statement = statement.where(named)
    await db.execute(statement.values(lease_owner=None, lease_until=None))


async def withdraw(db: AsyncConnection, chat_id: int, beginning: str) -> None:
    """Drop what waits for a chat under keys of this beginning, unless it is being sent."""
    waiting = OutboxRow.chat_id == chat_id, OutboxRow.state == "waiting", _is_free
    named = OutboxRow.key.startswith(beginning, autoescape=True)
    dropped = {"state": "dropped", "payload_sealed": None, "last_error": "withdrawn"}
    await db.execute(update(OutboxRow).where(*waiting, named).values(dropped))


async def withdraw_all(db: AsyncConnection, keys: Sequence[str] | Select[str]) -> None:
    """Drop what waits under these keys, or under those a query finds, unless it is being sent."""
    waiting = OutboxRow.key.in_(keys), OutboxRow.state == "waiting", _is_free
    dropped = {"state": "dropped", "payload_sealed": None, "last_error": "withdrawn"}
    await db.execute(update(OutboxRow).where(*waiting).values(dropped))


async def card_message(db: AsyncConnection, chat_id: int, card: str) -> int | None:
    """Return the id of the last message sent under a card's name in a chat."""
    newest = (
        select(OutboxRow.message_id)
        .where(OutboxRow.chat_id == chat_id, OutboxRow.card == card)
        .where(OutboxRow.message_id.is_not(None))
        .order_by(OutboxRow.id.desc())
        .limit(1)
    )
    return await db.scalar(newest)


async def card_messages(db: AsyncConnection, card: str, chat_ids: Iterable[int]) -> dict[int, int]:
    """Return the id of the last message sent under a card's name, by chat."""
    here = OutboxRow.chat_id.in_(set(chat_ids)), OutboxRow.card == card
    sent = select(OutboxRow.chat_id, OutboxRow.message_id).where(*here)
    rows = await db.execute(sent.where(OutboxRow.message_id.is_not(None)).order_by(OutboxRow.id))
    return {row.chat_id: row.message_id for row in rows}


async def chats_with_card(db: AsyncConnection, card: str) -> list[int]:
    """List the chats a card was said in or is on its way to."""
    wanted = OutboxRow.card == card
    return list(await db.scalars(select(OutboxRow.chat_id).where(wanted).distinct()))


async def chats_showing(db: AsyncConnection, card: str, chat_ids: Sequence[int]) -> set[int]:
    """Return those of these chats in which a card was said, or to which it is on its way."""
    wanted = OutboxRow.chat_id.in_(chat_ids), OutboxRow.card == card
    return set(await db.scalars(select(OutboxRow.chat_id).where(*wanted).distinct()))


async def newest_of_card(
    db: AsyncConnection, card: str, chat_ids: Sequence[int], since: datetime
) -> dict[int, str]:
    """Return the key of what was said last under a card's name, by chat.

    Chats to which something under this name is on its way, or was said before `since`, are not in
    it.
    """
    here = OutboxRow.chat_id.in_(chat_ids), OutboxRow.card == card, OutboxRow.state != "dropped"
    last = select(func.max(OutboxRow.id)).where(*here).group_by(OutboxRow.chat_id)
    wanted = select(OutboxRow.chat_id, OutboxRow.key).where(
        OutboxRow.id.in_(last), OutboxRow.sent_at >= since
    )
    return {row.chat_id: row.key for row in await db.execute(wanted)}


async def card_of(db: AsyncConnection, chat_id: int, message_id: int) -> str | None:
    """Return the name of the card that a message is, as long as its rows are kept."""
    this = OutboxRow.chat_id == chat_id, OutboxRow.message_id == message_id
    named = select(OutboxRow.card).where(*this, OutboxRow.card.is_not(None)).limit(1)
    return await db.scalar(named)


async def known(db: AsyncConnection, keys: Sequence[str]) -> frozenset[str]:
    """Return which of these keys have been used."""
    return frozenset(await db.scalars(select(OutboxRow.key).where(OutboxRow.key.in_(keys))))


async def purge(db: AsyncConnection, now: datetime) -> int:
    """Forget finished rows after a month; returns how many."""
    ended_at = func.coalesce(OutboxRow.sent_at, OutboxRow.expires_at)  # withdrawn: was not sent
    old = and_(OutboxRow.state != "waiting", ended_at < now - KEPT)
    return (await db.execute(delete(OutboxRow).where(old))).rowcount
