"""What is offered after a check-in: first what somebody came for."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.replies import Button, press
from domain.checkins import CheckIn
from domain.ladders import Stage
from domain.people import Person, Role
from domain.refusals import Text
from storage import alerts, cases

AT_STAGE = {
    Stage.VERIFY: ("verify", Text("🔎 Verify #{number}")),
    Stage.FOLLOW_UP: ("follow", Text("👣 Follow up #{number}")),
}


async def rows(db: AsyncConnection, person: Person, checkin: CheckIn) -> list[list[Button]]:
    """Offer the visit, or the alert that led there; then a note, the month, what to raise."""
    steps = [
        Button(label=Text("📝 Add a note"), press=press("checkin", "note", checkin.id)),
        Button(label=Text("📅 My check-ins"), press=press("checkin", "month")),
    ]
    household = checkin.place.household_id
    if household is None:
        return [steps]
    first = await came_for(db, person, household)
    if Role.HELPER not in person.roles:
        return [*first, steps]
    need = Button(label=Text("📋 Raise a need"), press=press("need", "raise", household))
    return [*first, steps, [need]]


async def came_for(db: AsyncConnection, person: Person, household_id: int) -> list[list[Button]]:
    """Offer what somebody came to a household for: its alert, a visit."""
    alerted = [[it] for it in await _of_alerts(db, person, household_id)]
    if Role.HELPER not in person.roles:
        return alerted
    visit = Button(label=Text("📝 Record the visit"), press=press("visit", "begin", household_id))
    return [*alerted, [visit]]


async def _of_alerts(db: AsyncConnection, person: Person, household_id: int) -> list[Button]:
    """Offer what the holder of an alert came to do at its household."""
    if Role.TOWN_STATION not in person.roles:
        return []
    found = []
    for number in await alerts.held_at(db, person.id, household_id):
        entry = await cases.by_number(db, number)
        if entry is None or entry.case.stage not in AT_STAGE:
            continue
        verb, label = AT_STAGE[entry.case.stage]
        todo = press("case", verb, number, entry.case.version)
        found.append(Button(label=Text(label.msgid, number=number), press=todo))
    return found
