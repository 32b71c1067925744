"""Groups of offices: the bot comes and goes, an office links its group and unlinks it."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import group_cards, group_links, letters, links
from bot.filters import HasRole, InGroup, Pressed, Says, Shares
from bot.menus import LINKERS
from bot.replies import Message as Card
from bot.replies import Reply, Rows, change, say
from domain.offices import Office, offices_of
from domain.people import Person, Role
from domain.refusals import Refusal, Text
from storage import areas, office_groups, people
from storage.office_groups import Group

OUTSIDE = ("left", "kicked")
MOST_OFFICES = 8
MOST_GROUPS = 20
DISTRICT_DIGITS = 6
NOT_YOURS = Text(
    "Only registered people of an office link its group. To register, talk to me in private."
)

router = Router(name="office_groups")
"""What happens in groups, for anybody."""
private = Router(name="own_groups")
"""The groups of one's own offices, in the private chat."""
private.message.filter(HasRole(*LINKERS))
private.callback_query.filter(HasRole(*LINKERS))


@router.my_chat_member(InGroup())
async def come_or_go(
    event: ChatMemberUpdated, person: Person | None, db: AsyncConnection, now: datetime
) -> Reply:
    """Say how to link a group the bot came into; leave at once if a stranger brought it."""
    chat = event.chat
    if event.new_chat_member.status in OUTSIDE:
        await _mourn(db, chat, now)
        return Reply()
    if event.old_chat_member.status not in OUTSIDE:
        return Reply()
    await office_groups.entered(db, group_links.entered(chat.id, chat.title or "", now))
    if person is not None:
        return Reply(messages=(group_cards.welcome(),))
    await office_groups.lose(db, chat.id, now)
    leave = Card(method="leaveChat", params={"chat_id": chat.id})
    return say(group_cards.not_for_strangers()).and_then(leave)


async def _mourn(db: AsyncConnection, chat: Chat, now: datetime) -> None:
    """Tell whoever linked a group that the bot was put out of it."""
    group = await office_groups.by_chat(db, chat.id)
    if group is None or not await office_groups.lose(db, chat.id, now):
        return
    if not group.is_linked or group.person_id is None:
        return
    words = Text(
        "👥 I was taken out of the group {title}. Its cases go on here in private. "
        "To link a group again send /link.",
        title=group.title,
    )
    linker = await people.by_id(db, group.person_id)
    once = f"group:{chat.id}:{group.version}:lost"
    await letters.post(db, linker, Card(text=words), once, now)


@router.message(InGroup(), Says("link"))
async def link(
    message: Message, person: Person | None, db: AsyncConnection, now: datetime, rest: str
) -> Reply:
    """Link this group to one's office, or ask which; an admin may name any area."""
    group = await _here(db, message.chat, now)
    return await _choose(db, group, person, now, rest)


@router.message(InGroup(), links.BringsIntoGroup())
async def come_by_a_link(
    message: Message, person: Person | None, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same when the bot was brought by its own link."""
    return await _choose(db, await _here(db, message.chat, now), person, now, "")


@router.callback_query(InGroup(), Pressed("group", "link"))
async def press_link(
    query: CallbackQuery, person: Person | None, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same by the button."""
    reply = await _choose(db, await _of_press(db, query, now), person, now, "")
    first = reply.messages[0]
    return change(first.text, first.keyboard)


@router.callback_query(InGroup(), Pressed("group", "office"))
async def choose_the_office(
    query: CallbackQuery,
    person: Person | None,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Link the group to the office that was chosen."""
    office, group = group_cards.office_in(numbers), await _of_press(db, query, now)
    if person is None or office is None:
        raise Refusal(NOT_YOURS.msgid)
    reply = await _ask(db, group, office, person, now)
    return change(reply.messages[0].text)


async def _here(db: AsyncConnection, chat: Chat, now: datetime) -> Group:
    """Return this group; one that nobody has noted yet is noted now."""
    await office_groups.noticed(db, group_links.entered(chat.id, chat.title or "", now))
    group = await office_groups.by_chat(db, chat.id)
    if group is None:
        raise LookupError(f"no group {chat.id}")
    return group


async def _of_press(db: AsyncConnection, query: CallbackQuery, now: datetime) -> Group:
    if query.message is None:
        raise Refusal("This button no longer works. Please send /link.")
    return await _here(db, query.message.chat, now)


async def _choose(
    db: AsyncConnection, group: Group, person: Person | None, now: datetime, named: str
) -> Reply:
    offices = await _offices(db, person, named) if person else []
    if person is None or (not offices and Role.ADMIN not in person.roles):
        raise Refusal(NOT_YOURS.msgid)
    if not offices:
        raise Refusal(
            "No area of this name is known: {area}. Send /link and its name.", area=named
        )
    if len(offices) == 1:
        return await _ask(db, group, offices[0], person, now)
    shown = [(it, await group_cards.name(db, it)) for it in offices[:MOST_OFFICES]]
    words, rows = group_cards.which(shown)
    return say(words, rows, card=group_cards.CARD)


async def _offices(db: AsyncConnection, person: Person, named: str) -> list[Office]:
    """List the offices somebody may link: his own; of an admin every one of the named area."""
    names = await areas.names(db)
    own = [it for it in offices_of(person) if named in ("", names.get(it.area_code, ""))]
    if Role.ADMIN not in person.roles:
        return own
    wanted = {code for code, name in names.items() if named in ("", name)}
    widest = wanted if named else {code for code in wanted if len(code) == DISTRICT_DIGITS}
    return own + [it for it in await office_groups.staffed(db, widest) if it not in own]


async def _ask(
    db: AsyncConnection, group: Group, office: Office, person: Person, now: datetime
) -> Reply:
    await group_links.ask(db, group, office, person, now)
    words = Text(
        "{office}: I ask Telegram whether {name} is an administrator of this group …",
        office=await group_cards.name(db, office),
        name=person.name,
    )
    return say(words, card=group_cards.CARD)


@router.message(InGroup(), Says("unlink"))
async def unlink(
    message: Message, person: Person | None, db: AsyncConnection, now: datetime
) -> Reply:
    """Let no more cases come to this group."""
    if person is None:
        raise Refusal(NOT_YOURS.msgid)
    await group_links.unlink(db, await _here(db, message.chat, now), person, now)
    return Reply()


@router.message(InGroup(), Shares("new_chat_title"))
async def take_the_new_title(message: Message, db: AsyncConnection) -> None:
    """Keep the title up to date."""
    await office_groups.rename(db, message.chat.id, message.new_chat_title or "")


@router.message(InGroup(), Shares("migrate_to_chat_id"))
async def become_a_supergroup(message: Message, db: AsyncConnection) -> None:
    """Stay linked under the new id."""
    await office_groups.migrate(db, message.chat.id, message.migrate_to_chat_id or 0)


@private.message(Says("link", "Office groups"))
async def list_own_groups(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """List the groups of one's offices, and say how to link one."""
    return say(*await _own(db, person))


async def _own(db: AsyncConnection, person: Person) -> tuple[Text, Rows]:
    if Role.ADMIN in person.roles:
        groups = await office_groups.every(db, MOST_GROUPS)
    else:
        groups = await office_groups.of_offices(db, offices_of(person))
    named = [(it, await group_cards.name(db, it.office)) for it in groups if it.office]
    return group_cards.listed(named[:MOST_GROUPS], await links.into_group(db))


@private.callback_query(Pressed("group", "unlink"))
async def unlink_from_afar(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Unlink a group from the private chat."""
    group = await office_groups.by_chat(db, -numbers[0] if numbers else 0)
    if group is None or numbers[1:] != (group.version,):
        raise Refusal("This group has changed since. Please send /link and look again.")
    await group_links.unlink(db, group, person, now)
    return replace(change(*await _own(db, person)), toast=Text("Unlinked."))
