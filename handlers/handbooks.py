"""Handbooks: whoever may see a household takes its whole history along, as PDF or workbook."""

from base64 import b64encode
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, handbooks, household_cards, record_desk
from bot.answers import Kind
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form, Option, Step
from bot.handbooks import PDF, XLSX
from bot.replies import Button, Reply, in_rows, press, say
from bot.replies import Message as Letter
from bot.texts import every_language
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import audit, pairings, scope
from storage.database import vault_of
from storage.households import Known
from storage.scope import SEES_HOUSEHOLDS

FULL = "full"
MOST_PURPOSE = 30
MAKING = Text("The handbook is being made. It comes in a few seconds.")
PURPOSES = {
    "signing": Text("Print and sign"),
    "inspection": Text("Inspection"),
    "errand": Text("An errand for the household"),
    "archive": Text("Archive"),
}
"""What private numbers may be shown for; other purposes are typed."""

router = Router(name="handbooks")
router.message.filter(HasRole(*SEES_HOUSEHOLDS))
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS))


def _open_handbook(_person: Person, known: Known) -> list[Button]:
    return [Button(label=Text("📘 Handbook"), press=press("handbook", "ask", known.id))]


household_cards.ACTIONS.append(_open_handbook)


@router.message(Says("handbook", "Handbook"))
async def offer_handbooks(_message: Message, person: Person, db: AsyncConnection) -> Reply:
    """Offer the handbooks of one's own households; others are opened from their cards."""
    mine = [it for it in await pairings.places_of(db, person) if it.household_id]
    if not mine:
        return say(Text("Open a household with 🏠 and tap 📘 on its card."))
    buttons = [
        Button(label=it.name, press=press("handbook", "ask", it.household_id or 0)) for it in mine
    ]
    return say(Text("The handbook of which household?"), in_rows(buttons), private=True)


@router.callback_query(Pressed("handbook", "ask"))
async def ask_how(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for the kind of document, and whether private numbers are needed."""
    known = await record_desk.opened(db, person, [*numbers, 0][0])
    may_reveal = await scope.may_reveal(db, person, known.id)
    given = {
        "household": known.id,
        "about": known.household.head_name,
        "may_reveal": may_reveal,
    }
    return await form_walk.begin(db, person, HANDBOOK, now, given)


async def _kinds(_filling: Filling) -> list[Option]:
    return [Option(key=PDF, label="📄 PDF"), Option(key=XLSX, label=Text("📊 Workbook"))]


async def _ways(filling: Filling) -> list[Option]:
    full = Option(key=FULL, label=Text("🔓 Numbers in full"))
    return [*await _kinds(filling), *([full] if filling.given["may_reveal"] else [])]


async def _purposes(_filling: Filling) -> list[Option]:
    return [Option(key=key, label=label) for key, label in PURPOSES.items()]


async def _which(filling: Filling) -> Text:
    return Text(
        "<b>Handbook · {head}</b>\n"
        "Everything about this household in one document, ID numbers and phones masked. "
        "Which kind do you want?",
        head=filling.given["about"],
    )


def _in_words(value: Any, _filling: Filling) -> str:
    if not isinstance(value, str) or len(value) > MOST_PURPOSE:
        raise Refusal("Please tap a purpose, or type it in a few words.")
    return value


def _is_full(filling: Filling) -> bool:
    return bool(filling.answer("way") == FULL)


async def hand_in(filling: Filling) -> Reply:
    """Write down who takes it and what for; it is made just before it is sent."""
    household = filling.given["household"]
    await record_desk.opened(filling.db, filling.person, household)
    way, purpose = filling.answer("way"), filling.answer("purpose") or ""
    await audit.write(
        filling.db,
        filling.person.id,
        "handbook.in_full" if purpose else "handbook.masked",
        f"household:{household}{_written(filling, purpose)}",
        filling.now,
    )
    kind = filling.answer("kind") if way == FULL else way
    document = handbooks.described(filling.person, household, kind, purpose, filling.now)
    return say(MAKING).and_then(Letter(document=document))


def _written(filling: Filling, purpose: str) -> str:
    """Write a purpose for the audit: its key, or sealed when it is somebody's own words."""
    if not purpose:
        return ""
    for key, label in PURPOSES.items():
        if purpose in every_language(label.msgid):
            return f":{key}"
    place = f"audit:handbook:{filling.given['household']}:purpose"
    sealed = vault_of(filling.db).seal(place, purpose.encode())
    return f":sealed:{b64encode(sealed).decode()}"


HANDBOOK = forms.register(
    Form(
        name="handbook",
        title=Text("Handbook"),
        steps=(
            Step(name="way", kind=Kind.CHOOSE, prompt=_which, options=_ways),
            Step(
                name="purpose",
                kind=Kind.TEXT,
                prompt=Text(
                    "What are the full numbers needed for? Tap, or type it. "
                    "It stands on every copy, and is kept with your name."
                ),
                options=_purposes,
                check=_in_words,
                when=_is_full,
            ),
            Step(
                name="kind",
                kind=Kind.CHOOSE,
                prompt=Text("As which kind of document?"),
                options=_kinds,
                when=_is_full,
            ),
        ),
        submit=hand_in,
        roles=SEES_HOUSEHOLDS,
        has_summary=False,
        resumes=False,
    )
)
