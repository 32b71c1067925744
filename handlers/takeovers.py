"""Taking a household over: the new helper accepts, or says what stands in the way."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, handing_over, handover_desk, handover_letters
from bot.answers import Kind
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form, Option, Step
from bot.handover_cards import Going
from bot.menus import HELPERS, keys_of
from bot.replies import Reply, say
from domain.handovers import State, accept, check_is, refuse
from domain.people import Person
from domain.refusals import Refusal, Text

router = Router(name="takeovers")
router.callback_query.filter(HasRole(*HELPERS))


def _taker_only(going: Going, person: Person) -> None:
    if going.handover.to_id != person.id:
        raise Refusal("This hand-over is not yours.")


@router.callback_query(Pressed("handover", "accept"))
async def take_over(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Accept; done at once, or when the old helper has brought his drafts to an end."""
    going, is_fresh = await handover_desk.opened(db, person, numbers)
    _taker_only(going, person)
    if not is_fresh:
        return handover_desk.overtaken(going, person, now)
    await handing_over.check_room(db, going, now)
    after = accept(going.handover, now, is_something_left=handing_over.is_in_the_way(going))
    going = await handover_desk.moved(db, going, after, person)
    if after.state is State.ACCEPTED:
        await handing_over.complete(db, going, now)
    return await handover_desk.answered(db, going, person, now)


@router.callback_query(Pressed("handover", "refuse"))
async def have_difficulties(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask what stands in the way."""
    going, is_fresh = await handover_desk.opened(db, person, numbers)
    _taker_only(going, person)
    if not is_fresh:
        return handover_desk.overtaken(going, person, now)
    check_is(going.handover, State.ASKED)
    given = {"handover": going.handover.id, "version": going.handover.version}
    return await form_walk.begin(db, person, DIFFICULT, now, given)


async def _hand_in_difficulty(filling: Filling) -> Reply:
    db, person, now = filling.db, filling.person, filling.now
    numbers = filling.given["handover"], filling.given["version"]
    try:
        going, _ = await handover_desk.opened(db, person, numbers)
        _taker_only(going, person)
        reason = filling.answer("reason")
        going = await handover_desk.moved(db, going, refuse(going.handover, now), person, reason)
    except Refusal as no:
        return say(no.text, keys=keys_of(person))
    await handover_letters.tell(db, going, now, reason, besides=person.id)
    await handover_letters.refresh(db, going, now)
    return say(Text("✅ The officer is told. Nothing changes for you."), keys=keys_of(person))


async def _difficulties(_filling: Filling) -> list[Option]:
    return [
        Option(key="far", label=Text("Too far away")),
        Option(key="full", label=Text("No time for more")),
        Option(key="kin", label=Text("Related to them")),
    ]


def _typed(value: object, _filling: Filling) -> str:
    if not isinstance(value, str):
        raise Refusal("Please type the reason, or tap one.")
    return value


DIFFICULT = forms.register(
    Form(
        name="handover_difficulty",
        title=Text("Difficult"),
        steps=(
            Step(
                name="reason",
                kind=Kind.TEXT,
                prompt=Text("What stands in the way? Tap or type; the officer reads it."),
                options=_difficulties,
                check=_typed,
            ),
        ),
        submit=_hand_in_difficulty,
        roles=HELPERS,
        has_summary=False,
        resumes=False,
    )
)
