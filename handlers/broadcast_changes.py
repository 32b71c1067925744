"""Changing a notice: its time and audience before it goes out, its wording also after."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    audience_steps,
    broadcast_answers,
    broadcast_desk,
    broadcast_steps,
    form_walk,
    forms,
)
from bot.broadcast_letters import NOUN
from bot.filters import HasRole, Pressed, StandsIn
from bot.forms import Filling, Form
from bot.menus import keys_of
from bot.replies import Reply, say
from domain.broadcast_moves import reword
from domain.broadcasts import Broadcast
from domain.campaign_edits import MAKERS
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.spoken_dates import moment_of

router = Router(name="broadcast_changes")
router.callback_query.filter(HasRole(*MAKERS), StandsIn())


@router.callback_query(Pressed(NOUN, "time"))
async def set_a_time(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask when it should go out."""
    draft = await broadcast_answers.draft(db, person, numbers)
    return await form_walk.begin(db, person, TIME, now, _given(draft))


@router.callback_query(Pressed(NOUN, "audience"))
async def change_the_audience(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask whom it is for; what was chosen stands."""
    draft = await broadcast_answers.draft(db, person, numbers)
    stands = audience_steps.standing_audience(draft.audience, draft.area_code)
    given = _given(draft) | {"area": draft.area_code, "audience": stands}
    return await form_walk.begin(db, person, AUDIENCE, now, given)


@router.callback_query(Pressed(NOUN, "reword"))
async def change_the_wording(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for other words, before or after it went out."""
    broadcast = await broadcast_desk.at_version(db, person, numbers)
    reword(broadcast, "", now)  # refused before anything is asked
    given = _given(broadcast) | {"words": broadcast.words, "file": bool(broadcast.file_id)}
    return await form_walk.begin(db, person, WORDS, now, given)


def _given(broadcast: Broadcast) -> dict[str, object]:
    return {"number": broadcast.number, "version": broadcast.version}


async def _keep_the_audience(filling: Filling) -> Reply:
    audience = await audience_steps.audience_of(filling)
    return await _changed(filling, lambda draft: broadcast_answers.newer(draft, audience=audience))


async def _keep_the_time(filling: Filling) -> Reply:
    at = moment_of(filling.answer("at"))
    return await _changed(filling, lambda draft: broadcast_answers.newer(draft, due_at=at))


async def _keep_the_wording(filling: Filling) -> Reply:
    words, now = filling.answer("words"), filling.now
    return await _changed(filling, lambda it: reword(it, words or it.words, now))


async def _changed(filling: Filling, change: Callable[[Broadcast], Broadcast]) -> Reply:
    """Keep a change; what is refused will not become possible again, so the form ends."""
    try:
        person, broadcast = await broadcast_desk.of_form(filling)
        newer = change(broadcast)
        await broadcast_desk.keep(filling.db, person, newer, "changed", filling.now)
    except Refusal as no:
        return say(no.text, keys=keys_of(filling.person))
    return await broadcast_answers.shown(filling, newer)


AUDIENCE = forms.register(
    Form(
        name="broadcast_audience",
        title=Text("Audience"),
        steps=broadcast_steps.audience,
        submit=_keep_the_audience,
        roles=MAKERS,
        has_summary=False,
        resumes=False,
    )
)
WORDS = forms.register(
    Form(
        name="broadcast_words",
        title=Text("Wording"),
        steps=broadcast_steps.rewording,
        submit=_keep_the_wording,
        roles=MAKERS,
        has_summary=False,
        resumes=False,
    )
)
TIME = forms.register(
    Form(
        name="broadcast_time",
        title=Text("Time"),
        steps=(broadcast_steps.WHEN,),
        submit=_keep_the_time,
        roles=MAKERS,
        has_summary=False,
        resumes=False,
    )
)
