"""A broadcast as its readers see it, and what changes or takes back what they have."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters
from bot.replies import Button, Message, Rows, inline, press
from bot.texts import day_and_time, said_in_html
from domain.broadcasts import Broadcast
from domain.files import File
from domain.people import ROLE_NAMES, Role
from domain.refusals import Joined, Text
from storage import areas, files, people
from storage.broadcast_letters import Letter
from storage.outbox import BULK, URGENT, Parcel

NOUN = "broadcast"
SENDERS = {
    Role.DISTRICT_OFFICE: Text("{area} district office, {name}"),
    Role.TOWN_STATION: Text("{area} town station, {name}"),
}
SENDER = Text("{area}, {name}")
TAKEN_BACK = Text("(This notice was taken back. Please do not act on it.)")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What everybody reads: the broadcast, who sends it, the file that goes along."""

    broadcast: Broadcast
    sender: Text | str
    file: File | None = None


async def wording(db: AsyncConnection, broadcast: Broadcast) -> Wording:
    """Load what everybody reads."""
    known = await files.known(db, [broadcast.file_id] if broadcast.file_id else [])
    return Wording(
        broadcast=broadcast,
        sender=await _sender(db, broadcast),
        file=known.get(broadcast.file_id or 0),
    )


async def _sender(db: AsyncConnection, broadcast: Broadcast) -> Text | str:
    owner = await people.by_id(db, broadcast.owner_id)
    if not broadcast.area_code:
        return Text("{role} {name}", role=ROLE_NAMES[Role.ADMIN], name=owner.name)
    area = await areas.name_of(db, broadcast.area_code)
    held = {it.role for it in owner.duties if it.area_code == broadcast.area_code}
    role = next((it for it in SENDERS if it in held), None)
    sender = SENDERS[role] if role else SENDER
    return Text(sender.msgid, area=area, name=owner.name)


def message(it: Wording) -> Message:
    """Write it as a reader gets it, in the language being spoken."""
    keyboard, urgent = rows(it.broadcast), it.broadcast.is_urgent
    if it.file is None:
        return Message(text=words(it), keyboard=keyboard, urgent=urgent)
    params = {"again": it.file.id, "caption": said_in_html(words(it)), "parse_mode": "HTML"}
    params |= {"reply_markup": inline(keyboard)} if keyboard else {}
    return Message(method=f"send{it.file.kind.value.title()}", params=params, urgent=urgent)


def words(it: Wording) -> Text:
    """Write its text: the heading, the words, and when they were corrected."""
    broadcast = it.broadcast
    heading = Text("🚨 <b>Urgent notice</b> · {sender}", sender=it.sender)
    if not broadcast.is_urgent:
        heading = Text("📢 <b>Notice</b> · {sender}", sender=it.sender)
    lines: list[Text | str] = [heading, broadcast.words]
    if broadcast.edited_at:
        at = day_and_time(broadcast.edited_at)
        lines.append(Text("✏️ The wording was corrected {at}.", at=at))
    return Joined(lines)


def rows(broadcast: Broadcast) -> Rows | None:
    """Offer to say that one has read it."""
    if not broadcast.asks_receipt:
        return None
    read = press(NOUN, "read", broadcast.number)
    return [[Button(label=Text("👌 I have read it"), press=read)]]


def read_rows(broadcast: Broadcast, at: datetime) -> Rows:
    """Show that one has said so."""
    label = Text("✅ Read {at}", at=day_and_time(at))
    return [[Button(label=label, press=press(NOUN, "read", broadcast.number))]]


def key_of(broadcast: Broadcast, what: str) -> str:
    """Name what is said for a broadcast; a person's id follows."""
    return f"{NOUN}:{broadcast.number}:{what}"


def reminder_key(broadcast: Broadcast, person_id: int) -> str:
    """Name the reminder of a broadcast to somebody."""
    return f"{key_of(broadcast, 'nudge')}:{person_id}"


def lane_of(broadcast: Broadcast) -> int:
    """Let what is urgent go first, and everything else last: other letters pass it."""
    return URGENT if broadcast.is_urgent else BULK


def lanes_of(broadcast: Broadcast) -> set[int]:
    """List the lanes of its letters and of what mends them, which goes with all others."""
    return {BULK, lane_of(broadcast)}


def parcel(it: Message, to: Letter, key: str, now: datetime, lane: int = BULK) -> Parcel:
    """Write something for one reader, in the language being spoken."""
    return letters.parcel(it, to.chat_id or 0, key, now, lane)


def reworded(it: Wording, letter: Letter) -> Message:
    """Change what somebody has; its button stays as it is."""
    read = letter.read_at
    keyboard = read_rows(it.broadcast, read) if read else rows(it.broadcast)
    markup = {"reply_markup": inline(keyboard)} if keyboard else {}
    return _edited(it, letter, words(it), markup)


def taken_back(it: Wording, letter: Letter) -> Message:
    """Change what somebody has into a word: Telegram does not delete it any more."""
    return _edited(it, letter, TAKEN_BACK, {})


def deleted(letter: Letter) -> Message:
    """Delete what somebody has."""
    return _call("deleteMessage", letter, {})


def _edited(it: Wording, letter: Letter, text: Text, more: dict[str, Any]) -> Message:
    name, method = ("text", "editMessageText")
    if it.file is not None:
        name, method = ("caption", "editMessageCaption")
    written = {name: said_in_html(text), "parse_mode": "HTML", **more}
    return _call(method, letter, written)


def _call(method: str, letter: Letter, params: dict[str, Any]) -> Message:
    to = {"chat_id": letter.chat_id, "message_id": letter.message_id}
    return Message(method=method, params=to | params)


def reminder(broadcast: Broadcast, letter: Letter) -> Message:
    """Ask somebody to read it; answers the letter itself."""
    words = Text(
        "🔔 The notice above has not been confirmed yet. Please read it, then tap the button."
    )
    asked = Message(text=words, keyboard=rows(broadcast), answers_to=letter.message_id or 0)
    return replace(asked, urgent=broadcast.is_urgent)
