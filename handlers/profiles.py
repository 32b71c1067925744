"""What a person can ask about himself: me, help, keys, language."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.filters import HasRole, Pressed, Says
from bot.menus import commands_of, keys_of, menu, other_keys_of
from bot.replies import Button, Reply, press, say
from bot.texts import LANGUAGES
from bot.welcome import duty_lines
from domain.people import Person
from domain.phones import mask
from domain.refusals import Joined, Text
from storage import people

router = Router(name="profiles")
router.message.filter(HasRole())
router.callback_query.filter(HasRole())


@router.message(Says("me", "About me"))
async def show_me(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """Show what is stored about the person asking, the number masked."""
    phone = await people.phone_of(db, person.id)
    lines = [
        Text("<b>{name}</b>", name=person.name),
        Text("Phone: {phone}", phone=mask(phone)) if phone else "",
        Text("Support unit: {unit}", unit=person.unit) if person.unit else "",
        *await duty_lines(db, person),
        Text("Something wrong? Tell your information officer."),
    ]
    return say(Joined(lines), keys=keys_of(person), private=True)


@router.message(Says("help", "Help"))
async def explain(_message: Message, person: Person) -> Reply:
    """List what this person can do here."""
    keys = menu(person)
    lines = [Text("/{command} {hint}", command=key.command, hint=key.hint) for key in keys]
    footer = Text(
        "You can also type the words on the keys, for example: {word}", word=keys[0].label
    )
    return say(Joined([Text("<b>What you can do here</b>"), *lines, footer]), keys=keys_of(person))


@router.message(Says("more", "More"))
async def show_other_keys(_message: Message, person: Person) -> Reply:
    """Show the keys that did not fit."""
    return say(Text("More keys:"), keys=other_keys_of(person))


@router.message(Says("keys", "First keys"))
async def show_first_keys(_message: Message, person: Person) -> Reply:
    """Show the keys one sees first."""
    return say(Text("Your first keys:"), keys=keys_of(person))


@router.message(Says("language", "Language"))
async def offer_languages(_message: Message) -> Reply:
    """Offer the languages, each in its own name."""
    buttons = [
        Button(label=name, press=press("language", "set", number))
        for number, name in enumerate(LANGUAGES.values())
    ]
    return say(Text("Which language shall we speak?"), [buttons])


@router.callback_query(Pressed("language", "set"))
async def choose_language(
    query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Speak the chosen language from now on, keys and command menu included."""
    language = list(LANGUAGES)[numbers[0] % len(LANGUAGES)] if numbers else person.language
    await people.set_language(db, person.id, language)
    person = replace(person, language=language)
    done = say(Text("Done: {language}.", language=LANGUAGES[language]), keys=keys_of(person))
    return replace(done.and_then(commands_of(person, query.from_user.id)), language=language)
