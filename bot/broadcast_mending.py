"""Correcting and taking back what was sent of a broadcast, a few readers at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import broadcast_letters as wordings
from bot.replies import Message
from bot.texts import speaking
from domain.broadcasts import DELETED_WITHIN, Broadcast, Stage
from storage import broadcast_letters, bulk, outbox, people
from storage.broadcast_letters import Letter


async def reword(db: AsyncConnection, broadcast: Broadcast, most: int, now: datetime) -> int:
    """Change the wording that some readers have; returns how many."""
    if not broadcast.is_corrected:
        return 0
    older = await broadcast_letters.to_reword(db, broadcast.number, broadcast.edition, most)
    if not older:
        return 0
    wording = await wordings.wording(db, broadcast)
    key = wordings.key_of(broadcast, f"edition{broadcast.edition}")
    await _post(db, older, key, lambda it: wordings.reworded(wording, it), now)
    people_ids = [it.person_id for it in older]
    await broadcast_letters.move(db, broadcast.number, people_ids, edition=broadcast.edition)
    return len(older)


async def withdraw(db: AsyncConnection, broadcast: Broadcast) -> None:
    """Drop what waits of a broadcast; what is just being sent is sent."""
    await outbox.withdraw_all(db, broadcast_letters.to_withdraw(broadcast.number))
    await broadcast_letters.settle(db, broadcast.number)


async def take_back(
    db: AsyncConnection, broadcast: Broadcast, most: int, now: datetime
) -> tuple[int, bool]:
    """Delete what some readers have, or change it into a word.

    Returns how many, and whether others come later: their reminder is just being sent.
    """
    found = await broadcast_letters.to_take_back(db, broadcast.number, most)
    going = await _withdraw_reminders(db, broadcast, found)
    ready = [it for it in found if wordings.reminder_key(broadcast, it.person_id) not in going]
    fresh = [it for it in ready if _is_deletable(it, now)]
    old = [it for it in ready if it not in fresh]
    wording = await wordings.wording(db, broadcast)
    await _take(db, broadcast, Stage.TAKING, fresh, wordings.deleted, now)
    marked = _marker(wording)
    await _take(db, broadcast, Stage.MARKING, old, marked, now)
    await _take_reminders_back(db, broadcast, ready, now)
    return len(ready), bool(going)


def _marker(wording: wordings.Wording) -> Callable[[Letter], Message]:
    return lambda letter: wordings.taken_back(wording, letter)


def _is_deletable(letter: Letter, now: datetime) -> bool:
    is_fresh = letter.sent_at is not None and now - letter.sent_at < DELETED_WITHIN
    return is_fresh and letter.stage is Stage.SENT


async def _take(  # noqa: PLR0913  # which letters become what
    db: AsyncConnection,
    broadcast: Broadcast,
    stage: Stage,
    letters: Sequence[Letter],
    said: Callable[[Letter], Message],
    now: datetime,
) -> None:
    if not letters:
        return
    key = wordings.key_of(broadcast, stage)
    await _post(db, letters, key, said, now)
    keys = {it.person_id: f"{key}:{it.person_id}" for it in letters}
    await broadcast_letters.take_back(db, broadcast.number, stage, keys)


async def _withdraw_reminders(
    db: AsyncConnection, broadcast: Broadcast, letters: Sequence[Letter]
) -> frozenset[str]:
    """Drop reminders that wait; returns the keys of those that are just being sent."""
    keys = [wordings.reminder_key(broadcast, it.person_id) for it in letters if it.nudged_at]
    if not keys:
        return frozenset()
    await outbox.withdraw_all(db, keys)
    return await bulk.waiting_under(db, keys)


async def _take_reminders_back(
    db: AsyncConnection, broadcast: Broadcast, letters: Sequence[Letter], now: datetime
) -> None:
    """Delete the reminders of these readers too."""
    keys = {wordings.reminder_key(broadcast, it.person_id): it for it in letters if it.nudged_at}
    sent = await bulk.sent_under(db, list(keys)) if keys else {}
    reminders = [_reminder(keys[key], place) for key, place in sent.items()]
    gone = wordings.key_of(broadcast, "unnudge")
    await _post(db, reminders, gone, wordings.deleted, now)


def _reminder(letter: Letter, place: tuple[int, int]) -> Letter:
    chat_id, message_id = place
    return Letter(
        broadcast=letter.broadcast,
        person_id=letter.person_id,
        key="",
        chat_id=chat_id,
        stage=Stage.SENT,
        message_id=message_id,
    )


async def _post(
    db: AsyncConnection,
    letters: Sequence[Letter],
    key: str,
    said: Callable[[Letter], Message],
    now: datetime,
) -> None:
    readers = await people.by_ids(db, [it.person_id for it in letters])
    languages = {it.id: it.language for it in readers}
    parcels = []
    for it in letters:
        with speaking(languages[it.person_id]):
            once = f"{key}:{it.person_id}"
            parcels.append(wordings.parcel(said(it), it, once, now))
    await bulk.post_all(db, parcels)
