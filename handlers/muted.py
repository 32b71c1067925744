"""Households that rest: moved away, in hospital. A helper asks, the officer agrees until a day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, household_cards, muted_cards, muted_desk
from bot.answers import Kind
from bot.filters import HasRole, Pressed, Says, StandsIn
from bot.forms import Filling, Form, Option, Step
from bot.menus import OFFICERS
from bot.muted_cards import Rest
from bot.replies import Button, Reply, say
from domain import muted as rules
from domain.calendar import local_day
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from domain.spoken_dates import AHEAD
from storage import absences, households, muted
from storage.households import Known
from storage.scope import SEES_HOUSEHOLDS

Numbers = tuple[int, ...]
MOST_LISTED = 20

router = Router(name="muted")
router.message.filter(HasRole(*OFFICERS), StandsIn())
router.callback_query.filter(HasRole(*SEES_HOUSEHOLDS), StandsIn())


def _rest_button(_person: Person, known: Known) -> list[Button]:
    return [muted_cards.button(known.id)]


household_cards.ACTIONS.append(_rest_button)


@router.message(Says("muted", "Resting households"))
async def list_them(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List what waits for an officer, and what rests now in the area."""
    found = await muted.open_for(db, person, local_day(now), MOST_LISTED + 1)
    names = await households.names(db, [it.household_id for it in found])
    rests = [(it, names.get(it.household_id, "?")) for it in found]
    return say(*muted_cards.listed(rests, MOST_LISTED), private=True)


@router.callback_query(Pressed("mute", "show"))
async def look_at_it(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Show how a household rests, and what can be done."""
    rest = await muted_desk.opened(db, person, (*numbers, 0)[0], now)
    return Reply(messages=(muted_cards.card(rest),))


@router.callback_query(Pressed("mute", "ask"))
async def ask_to_let_it_rest(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Ask why it should not be visited."""
    rest = await muted_desk.opened(db, person, (*numbers, 0)[0], now)
    rules.ask(rest.known.id, "…", rest.muting, person.id, now)
    return await form_walk.begin(db, person, ASK, now, _given(rest))


def _given(rest: Rest) -> dict[str, Any]:
    about = rest.known.household.head_name
    return {"about": about, "household": rest.known.id, "version": rest.version}


async def hand_in_request(filling: Filling) -> Reply:
    """Bring the request to the officer."""
    db, person, now = filling.db, filling.person, filling.now
    household_id: Any = filling.given["household"]
    rest = await muted_desk.opened(db, person, household_id, now)
    asked = rules.ask(household_id, str(filling.answer("reason")), rest.muting, person.id, now)
    await muted_desk.keep(db, person, asked, now)
    told = await muted_desk.ask_officers(db, person, replace(rest, muting=asked), now)
    names = "、".join(it.name for it in told)
    words = Text("🤫 {names} was asked. Until then it is visited as usual.", names=names)
    nobody = Text("🤫 It is noted. No officer can be reached by the bot now: please call.")
    return say(words if told else nobody, private=True)


@router.callback_query(Pressed("mute", "agree"))
async def let_it_rest(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Ask an officer until when it rests, and why where nobody has said so."""
    rest = await muted_desk.for_decision(db, person, numbers, now)
    return await form_walk.begin(db, person, AGREE, now, _given(rest) | {"why": _reason(rest)})


def _reason(rest: Rest) -> str:
    return rest.muting.reason if rest.muting and (rest.waits or rest.holds) else ""


async def hand_in_decision(filling: Filling) -> Reply:
    """Let it rest until that day, and tell the helpers."""
    db, now = filling.db, filling.now
    person = await absences.acting(db, filling.person, local_day(now))
    given: Any = filling.given
    rest = await muted_desk.for_decision(db, person, (given["household"], given["version"]), now)
    muting = rest.muting
    if muting is None or not (rest.waits or rest.holds):
        reason = str(filling.answer("reason"))
        muting = rules.ask(rest.known.id, reason, muting, person.id, now)
        await muted_desk.keep(db, person, muting, now)
    until_on = date.fromisoformat(filling.answer("until"))
    agreed = rules.agree(muting, until_on, person.id, now)
    return await _decided(db, person, agreed, now)


async def _decided(
    db: AsyncConnection, person: Person, decided: rules.Muting, now: datetime
) -> Reply:
    await muted_desk.keep(db, person, decided, now)
    rest = await muted_desk.opened(db, person, decided.household_id, now)
    await muted_desk.tell(db, person, rest, now)
    return Reply(
        messages=(replace(muted_cards.card(rest), edits=True),), toast=_DONE[decided.state]
    )


_DONE = {
    rules.State.MUTED: Text("It rests. The helpers were told."),
    rules.State.REFUSED: Text("It is visited as usual. The helpers were told."),
    rules.State.ENDED: Text("It is visited again. The helpers were told."),
}


@router.callback_query(Pressed("mute", "refuse"))
async def visit_it_as_usual(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """Say no to a request."""
    rest = await muted_desk.for_decision(db, person, numbers, now)
    if rest.muting is None:
        raise Refusal(muted_desk.CHANGED.msgid)
    return await _decided(db, person, rules.refuse(rest.muting, person.id, now), now)


@router.callback_query(Pressed("mute", "end"))
async def visit_it_again(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime, numbers: Numbers
) -> Reply:
    """End it before its day."""
    rest = await muted_desk.for_decision(db, person, numbers, now)
    if rest.muting is None:
        raise Refusal(muted_desk.CHANGED.msgid)
    return await _decided(db, person, rules.end(rest.muting, person.id, now), now)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="work", label=Text("All work elsewhere")),
        Option(key="hospital", label=Text("In hospital")),
        Option(key="moved", label=Text("Moved elsewhere")),
        Option(key="relatives", label=Text("With relatives")),
    ]


async def _days(_filling: Filling) -> list[Option]:
    return [
        Option(key="月底", label=Text("End of the month")),
        Option(key="下月底", label=Text("End of next month")),
        Option(key="三个月后", label=Text("In three months")),
        Option(key="年底", label=Text("End of the year")),
    ]


async def _until_when(filling: Filling) -> Text:
    why = filling.given.get("why")
    asked = Text("Reason: {words}", words=why) if why else ""
    return Joined([asked, Text("Until which day is it not visited? Then visits are owed again.")])


def _not_known(filling: Filling) -> bool:
    return not filling.given.get("why")


def _until(value: Any, filling: Filling) -> str:
    today = local_day(filling.now)
    if not today <= date.fromisoformat(value) <= today + rules.LONGEST:
        raise Refusal("Please choose a day from today on, within a year.")
    return str(value)


REASON = Step(
    name="reason",
    kind=Kind.TEXT,
    prompt=Text("Why should it not be visited now? Tap or type."),
    options=_reasons,
    check=forms.REASON_TYPED,
)
ASK = forms.register(
    Form(
        name="mute_ask",
        title=Text("Let it rest"),
        steps=(REASON,),
        submit=hand_in_request,
        roles=SEES_HOUSEHOLDS,
        has_summary=False,
        resumes=False,
    )
)
AGREE = forms.register(
    Form(
        name="mute_agree",
        title=Text("Let it rest"),
        steps=(
            replace(REASON, when=_not_known),
            Step(
                name="until",
                kind=Kind.DATE,
                prompt=_until_when,
                options=_days,
                check=_until,
                day=AHEAD,
            ),
        ),
        submit=hand_in_decision,
        has_summary=False,
        resumes=False,
    )
)
