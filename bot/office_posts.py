"""Posts in offices' groups: one a case, edited through its life, without anything personal."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_cards, case_telling, letters, links
from bot.filters import is_number
from bot.replies import Button, Message, Rows, press
from domain.alert_rules import OF_HEALTH
from domain.cases import State
from domain.ladders import Kind
from domain.refusals import Joined, Text
from storage import office_groups, outbox
from storage.cases import Entry
from storage.office_groups import Group

CARD = "post:"


def card_name(number: int) -> str:
    """Name the post of a case in groups."""
    return f"{CARD}{number}"


def case_in(card: str) -> int | None:
    """Read which case a post is about; None when it is no post."""
    number = card.removeprefix(CARD)
    return int(number) if card.startswith(CARD) and is_number(number) else None


async def refresh(db: AsyncConnection, entry: Entry, now: datetime) -> None:
    """Say in the groups how a case stands: in its office's, and in those that had it before."""
    case = entry.case
    groups = await office_groups.around(db, case.area_code)
    if not groups:
        return
    shown = await outbox.chats_showing(
        db, card_name(case.number), [it.chat_id for it in groups]
    )  # fmt: skip
    home = next((it for it in groups if it.role == case.rung.role), None)
    link = await links.to_case(db, case.number)
    for group in groups:
        is_home = group == home
        if group.chat_id in shown:
            await _edit(db, group, post(entry, link, is_home=is_home, edits=True), entry, now)
        elif is_home and case.is_going_on:
            new = post(entry, link, thread=group.threads.get(case.kind))
            key = f"post:{case.number}:{case.version}:new"
            await letters.announce(db, group.chat_id, new, key, now)


async def as_it_is(db: AsyncConnection, entry: Entry, chat_id: int) -> Message | None:
    """Write the post of a case anew in one group; None where it is not shown."""
    groups = await office_groups.around(db, entry.case.area_code)
    here = next((it for it in groups if it.chat_id == chat_id), None)
    if here is None:
        return None
    home = next((it for it in groups if it.role == entry.case.rung.role), None)
    link = await links.to_case(db, entry.case.number)
    return post(entry, link, is_home=here == home, edits=True)


async def _edit(
    db: AsyncConnection, group: Group, edited: Message, entry: Entry, now: datetime
) -> None:
    """Change a post; an earlier change that still waits for the group's pace is left out."""
    edits = f"post:{entry.case.number}:edit:"
    key = f"{edits}{entry.case.version}"
    if not await outbox.known(db, [f"{key}:{group.chat_id}"]):
        await outbox.withdraw(db, group.chat_id, edits)
        await letters.announce(db, group.chat_id, edited, key, now)


def post(
    entry: Entry,
    link: str,
    *,
    is_home: bool = True,
    edits: bool = False,
    thread: int | None = None,
) -> Message:
    """Write the post of a case; where it no longer is, only where it went."""
    case = entry.case
    return Message(
        text=Joined([_head(entry), _standing(entry, is_home=is_home)]),
        keyboard=_rows(entry, link) if is_home else (),
        card=card_name(case.number),
        edits=edits,
        thread=thread,
    )


def _head(entry: Entry) -> Joined:
    """Name kind, number, topic and area; what tells of somebody's health is left out."""
    case = entry.case
    urgent = "🔴 " if case.is_urgent else ""
    kind = case_cards.KIND_NAMES[case.kind]
    name = Text("{urgent}<b>{kind} #{number}</b>", urgent=urgent, kind=kind, number=case.number)
    is_private = case.kind is Kind.ALERT and case.topic in OF_HEALTH
    topic = "" if is_private else case_cards.chosen_topic(case)
    return Joined([name, topic, entry.area], by=" · ")


def _standing(entry: Entry, *, is_home: bool) -> Text:
    if not is_home and entry.case.is_going_on:
        return Text("➡ Now with the {office}", office=case_cards.office(entry.case.rung))
    return case_cards.state(entry)


def _rows(entry: Entry, link: str) -> Rows:
    """Offer to take what nobody holds, and a way to what is not for a group."""
    case = entry.case
    take = Button(
        label=Text("🙋 I take it"), press=press("post", "claim", case.number, case.version)
    )
    is_free = case.state is State.OPEN and case.holder_id is None
    buttons = [take] if is_free else []
    if link:
        buttons.append(Button(label=Text("📄 Details"), url=link))
    return [buttons] if buttons else ()


case_telling.WATCHERS.append(refresh)
