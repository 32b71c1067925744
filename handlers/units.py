"""Own unit: a unit manager sees how much the helpers he sends do, and no household."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import rise_cards
from bot.filters import HasRole, Pressed, Says
from bot.replies import Button, Reply, Rows, change, press, say
from domain.calendar import local_day
from domain.duties import Period, Round, Standing
from domain.people import Person, Role
from domain.refusals import Joined, Refusal, Text
from storage import duties, units
from storage.units import Sent

PAGE = 20

router = Router(name="units")
router.message.filter(HasRole(Role.UNIT_MANAGER))
router.callback_query.filter(HasRole(Role.UNIT_MANAGER))


@router.message(Says("unit", "My unit"))
async def list_my_helpers(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """List the helpers of one's unit with this month's visits in numbers."""
    words, rows = await _page(db, person, 0, now)
    return say(words, rows, private=True)


@router.callback_query(Pressed("unit", "page"))
async def turn_the_page(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Turn the pages of that list."""
    return change(*await _page(db, person, [*numbers, 0][0], now))


async def _page(
    db: AsyncConnection, person: Person, page: int, now: datetime
) -> tuple[Joined, Rows]:
    if not person.unit:
        raise Refusal("Your account names no unit. Please tell the information officer which.")
    month = await duties.period(db, local_day(now))
    rounds = {it.person_id: it for it in await duties.in_unit(db, person.unit, month)}
    sent = await units.helpers(db, person.unit)
    page = min(page, max(0, (len(sent) - 1) // PAGE))
    ordered = sorted(sent, key=lambda it: -_count(rounds.get(it.person_id), Standing.OPEN))
    lines = [_line(it, rounds.get(it.person_id)) for it in ordered[page * PAGE :][:PAGE]]
    nobody = Text("Nobody of this unit is a helper yet.")
    return Joined([_head(person.unit, sent, month), *(lines or [nobody])]), _turns(page, len(sent))


def _head(unit: str, sent: Sequence[Sent], month: Period) -> Joined:
    name, due = rise_cards.month(month.number), rise_cards.due(month.due_at)
    asked = Text("Visits {month}, due {due}", month=name, due=due)
    return Joined(
        [
            Text("<b>{unit}</b> · {count} helpers", unit=unit, count=len(sent)),
            asked if month.is_owed else Text("No visits are asked for in {month}.", month=name),
        ]
    )


def _line(helper: Sent, round_: Round | None) -> Text:
    """Write a helper's month in numbers."""
    if not helper.households:
        return Text("• {name} · no household", name=helper.name)
    late = _count(round_, Standing.LATE)
    return Text(
        "• {name} · {households} households · visited {done} · not yet {open}{late}",
        name=helper.name,
        households=helper.households,
        done=_count(round_, Standing.DONE, Standing.WAITING, Standing.LATE),
        open=_count(round_, Standing.OPEN),
        late=Text(" · late {count}", count=late) if late else "",
    )


def _count(round_: Round | None, *standings: Standing) -> int:
    return sum(it.standing in standings for it in round_.visits) if round_ else 0


def _turns(page: int, count: int) -> Rows:
    turns = []
    if page:
        turns.append(Button(label=Text("‹ Before"), press=press("unit", "page", page - 1)))
    if (page + 1) * PAGE < count:
        turns.append(Button(label=Text("More ›"), press=press("unit", "page", page + 1)))
    return [turns] if turns else []
