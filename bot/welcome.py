"""First screens: how to be registered, and the greeting of somebody who is."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_offers
from bot.menus import commands_of, keys_of
from bot.replies import Message, Reply, say
from domain.people import ROLE_NAMES, Duty, Person
from domain.refusals import Joined, Text
from storage import areas, drafts

CONTACT_KEY: dict[str, Any] = {
    "keyboard": [[{"text": Text("📱 Share my contact"), "request_contact": True}]],
    "resize_keyboard": True,
    "is_persistent": True,
}


def how_to_register() -> Reply:
    """Say on one screen how somebody unknown gets in."""
    words = Text(
        "Hello! This bot is for the people who work in the villages.\n"
        "To begin, tap <b>📱 Share my contact</b> below. "
        "Your number is compared with the roster.\n"
        "Not on the roster, or a new number? Ask the information officer of your village or unit "
        "to register you or to send you an invitation."
    )
    return say(words, keys=CONTACT_KEY)


async def greeting(db: AsyncConnection, person: Person, chat_id: int) -> Reply:
    """Name the person and the roles, show the keys, set the command menu, offer open drafts."""
    words = Joined(
        [
            Text("Hello {name}! You are registered as:", name=person.name),
            *await duty_lines(db, person),
            Text("The keys below are yours. Tap one to begin."),
        ]
    )
    hello = Message(text=words, keys=keys_of(person))
    offers = [
        form_offers.still_unfinished(draft) for draft in await drafts.unfinished(db, person.id)
    ]
    messages = (hello, commands_of(person, chat_id), *offers)
    return Reply(messages=messages, language=person.language)


async def duty_lines(db: AsyncConnection, person: Person) -> list[Text]:
    """List roles and areas, one a line."""
    found = await areas.by_codes(db, {duty.area_code for duty in person.duties})
    names = {code: area.name for code, area in found.items()}
    return [_duty_line(duty, names.get(duty.area_code, "")) for duty in person.duties]


def _duty_line(duty: Duty, area: str) -> Text:
    role = ROLE_NAMES[duty.role]
    return Text("• {role} {area}", role=role, area=area) if area else Text("• {role}", role=role)
