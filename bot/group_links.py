"""Linking an office's group: asked for in a turn, checked with Telegram between two turns."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import group_cards, letters
from bot.errands import Workplace
from bot.replies import Message
from bot.telegram import NotSent, Rejected, Unanswered
from bot.texts import DEFAULT, said, speaking
from domain.ladders import Kind
from domain.offices import Office, speaks_for
from domain.people import Person
from domain.people import State as Account
from domain.refusals import Refusal, Text
from storage import audit, office_groups, people
from storage.office_groups import Group, State

log = structlog.get_logger()

LEADS = ("creator", "administrator")
WAITS = timedelta(minutes=group_cards.MINUTES)


def entered(chat_id: int, title: str, now: datetime) -> Group:
    """Describe a group into which the bot has just come."""
    return Group(chat_id=chat_id, title=title, since_at=now, leaves_at=now + WAITS)


async def ask(
    db: AsyncConnection, group: Group, office: Office, person: Person, now: datetime
) -> None:
    """Note that somebody wants to link a group to an office; an errand checks it.

    Raises:
        Refusal: he is nobody of that office, or the group is linked already.
    """
    is_there = office in await office_groups.staffed(db, [office.area_code])
    if not is_there or not speaks_for(person, office):
        raise Refusal("Only those who work at this office can link its group.")
    if group.is_linked:
        raise Refusal("This group is linked already. To change that, send /unlink first.")
    wanted = replace(
        group,
        state=State.ASKED,
        area_code=office.area_code,
        role=office.role,
        threads={},
        person_id=person.id,
    )
    await _keep(db, wanted, now)


async def unlink(db: AsyncConnection, group: Group, person: Person, now: datetime) -> None:
    """Let no more cases come to a group; the bot leaves it in a while.

    Raises:
        Refusal: he is nobody of that office, or the group is not linked.
    """
    if not group.is_linked:
        raise Refusal("This group is not linked to an office.")
    if group.office is None or not speaks_for(person, group.office):
        raise Refusal("Only those who work at this office can unlink its group.")
    await _let_go(db, group, now)
    await audit.write(db, person.id, "group.unlinked", f"group:{group.chat_id}", now)


async def _let_go(db: AsyncConnection, group: Group, now: datetime) -> None:
    free = entered(group.chat_id, group.title, now)
    await _keep(db, replace(free, version=group.version), now)
    words = Message(text=group_cards.is_unlinked(), card=group_cards.CARD)
    await letters.announce(db, group.chat_id, words, f"group:{group.version}:unlinked", now)


async def _keep(db: AsyncConnection, group: Group, now: datetime) -> Group:
    moved = replace(group, version=group.version + 1, since_at=now)
    if not await office_groups.move_on(db, moved):
        raise Refusal("Somebody else changed this just now. Please look again.")
    return moved


async def check(place: Workplace) -> int:
    """Ask Telegram whether whoever wants to link a group leads it, and link it; returns how many.

    A process that dies in the middle is followed by another; a topic may then be made twice.
    """
    now = place.clock()
    async with place.database.read() as db:
        group = await office_groups.to_check(db, now)
    if group is None:
        return 0
    checking = replace(group, state=State.CHECKING, version=group.version + 1, since_at=now)
    async with place.database.write() as db:
        if not await office_groups.move_on(db, checking):
            return 0
        person = await people.by_id(db, checking.person_id or 0)
    try:
        await _check(place, checking, person)
    except Refusal:
        log.info("a group changed while its link was checked")
    except (NotSent, Unanswered) as error:
        log.warning("Telegram could not be asked about a group", fault=type(error).__name__)
        return 0  # it stays in check until that is too long ago, and is tried again then
    return 1


async def _check(place: Workplace, group: Group, person: Person) -> None:
    try:
        asked = {"chat_id": group.chat_id, "user_id": person.telegram_id}
        member = await place.telegram.call("getChatMember", asked)
        chat = await place.telegram.call("getChat", {"chat_id": group.chat_id})
    except Rejected as no:
        if no.code >= 500 or no.code == 429:
            raise Unanswered from None
        log.warning("Telegram does not tell about a group", code=no.code)
        await _refuse(place, group, Text("Telegram does not tell who leads this group."))
        return
    if not _may_link(person, group) or member.get("status") not in LEADS:
        sorry = Text(
            "{name} is no administrator of this group, so it is not linked. "
            "Somebody of the office who is one can send /link.",
            name=person.name,
        )
        await _refuse(place, group, sorry)
        return
    threads = await _topics(place, group.chat_id) if chat.get("is_forum") else {}
    lacks_topics = bool(chat.get("is_forum")) and not threads
    titled = replace(group, title=str(chat.get("title") or group.title), threads=threads)
    await _link(place, titled, lacks_topics=lacks_topics)


def _may_link(person: Person, group: Group) -> bool:
    is_active = person.state is Account.ACTIVE
    return is_active and group.office is not None and speaks_for(person, group.office)


async def _topics(place: Workplace, chat_id: int) -> Mapping[Kind, int]:
    """Make the topics of a forum; none when the bot may not."""
    threads: dict[Kind, int] = {}
    with speaking(DEFAULT):
        names = {said(name): kinds for name, kinds in group_cards.TOPICS.items()}
    for name, kinds in names.items():
        try:
            wanted = {"chat_id": chat_id, "name": name}
            made: Any = await place.telegram.call("createForumTopic", wanted)
        except Rejected as no:
            log.warning("a topic could not be made", code=no.code)
            return threads
        threads |= dict.fromkeys(kinds, made["message_thread_id"])
    return threads


async def _link(place: Workplace, group: Group, *, lacks_topics: bool) -> None:
    now, office = place.clock(), group.office
    if office is None:
        raise LookupError(f"group {group.chat_id} is of no office")
    async with place.database.write() as db:
        others = await office_groups.of_offices(db, [office])
        linked = replace(group, state=State.LINKED, leaves_at=None)
        await _keep(db, linked, now)
        for other in others:
            await _let_go(db, other, now)
        words = group_cards.is_linked(
            await group_cards.name(db, office), lacks_topics=lacks_topics
        )
        await _tell(db, group, words, now)
        await audit.write(db, group.person_id, "group.linked", f"group:{group.chat_id}", now)


async def _refuse(place: Workplace, group: Group, sorry: Text) -> None:
    """Say why a group is not linked; it is as new as before, and so is the time to leave it."""
    now = place.clock()
    free = replace(group, state=State.NEW, area_code=None, role=None, person_id=None)
    async with place.database.write() as db:
        await _keep(db, free, now)
        await _tell(db, group, sorry, now)


async def _tell(db: AsyncConnection, group: Group, words: Text, now: datetime) -> None:
    message = Message(text=words, card=group_cards.CARD, edits=True)
    await letters.announce(db, group.chat_id, message, f"group:{group.version}:checked", now)
