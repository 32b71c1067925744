"""The exit standard in a visit: what is still so is confirmed at once, the rest is proposed."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_deeds, change_letters, income_figures
from bot.have_answers import (
    AGAIN,
    CHANGED,
    NAME,
    Answers,
    Given,
    check_from,
    derived,
    income_facts,
)
from bot.have_fields import field_of
from bot.haves_steps import steps
from bot.visit_parts import Part, Settled
from domain.calendar import local_day
from domain.changes import Change, State, Wanted
from domain.haves import Check, Item, Verdict, to_look_at
from domain.incomes import is_without_labour
from domain.people import Person
from storage import changes, haves, households, standards
from storage.households import Known


async def given(db: AsyncConnection, household_id: int, now: datetime) -> dict[str, Any]:
    """Return how the items stand, which to ask about, and what verdicts rest on.

    Items that wait for a reviewer are not asked about again.
    """
    known = await households.by_id(db, household_id)
    if known is None:
        return {}
    today = local_day(now)
    state = await haves.state(db, household_id)
    rules = (await standards.on(db, today)).rules
    waiting = {it.field for it in await changes.in_states(db, household_id, [State.WAITING])}
    ask = [
        item.value
        for item in to_look_at(state, today, rules.checked_for_days)
        if field_of(item) not in waiting
    ]
    return {
        "state": {item.value: check.value for item, check in state.items()},
        "ask": ask,
        "rules": asdict(rules),
        "grounds": await _grounds(db, known, today),
    }


async def _grounds(db: AsyncConnection, known: Known, today: date) -> dict[str, Any]:
    year = await income_figures.of_year(db, known, today)
    return {
        "people": len(known.members),
        "is_without_labour": is_without_labour(known.members),
        "dibao_class": known.household.facts.get("dibao_class") or "",
        "income": str(year.figures.recognised_yuan),
        "line": year.rules.poverty_line_yuan,
        "months": year.figures.months,
    }


@dataclass(frozen=True, kw_only=True)
class Found:
    """What somebody found at a household on a day, maybe in a visit."""

    db: AsyncConnection
    person: Person
    household_id: int
    on: date
    now: datetime
    visit_id: int | None = None

    async def confirm(self, check: Check) -> None:
        """Keep at once that a check still holds."""
        standard = await standards.on(self.db, self.on)
        signed = replace(check, person_id=self.person.id, visit_id=self.visit_id)
        await haves.add(self.db, replace(signed, checked_on=self.on, standard=standard.code))

    async def propose(self, item: Item, before: Any, check: Check) -> list[Change]:
        """Propose what is different from what was shown."""
        wanted = Wanted(field=field_of(item), old=before, new=check.value, visit_id=self.visit_id)
        whose = self.db, self.person, self.household_id
        return await change_deeds.propose(*whose, [wanted], self.now)


async def keep(settled: Settled) -> None:
    """Confirm what was said to be the same, and propose what is different."""
    mine = settled.given.get(NAME) or {}
    if not mine or CHANGED not in settled.answers:
        return
    visit = settled.visit
    by = Found(
        db=settled.db,
        person=settled.person,
        household_id=visit.household_id,
        on=local_day(visit.at),
        now=settled.now,
        visit_id=visit.id,
    )
    changed = [Item(it) for it in settled.answers[CHANGED] or ()]
    for item in [Item(it) for it in mine["ask"] if it not in changed]:
        await _confirm(by, mine, item)
    made: list[Change] = []
    for item in changed:
        about = {"household": visit.household_id, NAME: mine}
        check = check_from(item, about, settled.answers, by.on)
        made += (await take(by, item, mine["state"].get(item), check)).changes
    await _show(by, made)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a finding: it waits for review, or holds at once, or neither."""

    changes: tuple[Change, ...] = ()
    is_confirmed: bool = False


async def take(by: Found, item: Item, before: Any, check: Check) -> Taken:
    """Confirm what turns out to be the same, else propose it."""
    if _is_same(item, before, check):
        return Taken(is_confirmed=await _confirm_unless_changed(by, item, before, check.facts))
    return Taken(changes=tuple(await by.propose(item, before, check)))


async def take_alone(by: Found, item: Item, given: Given, answers: Answers) -> Taken:
    """Do the same with the answers of a form about one item only."""
    before = given[NAME]["state"].get(item)
    if before is not None and answers.get(AGAIN) is None:
        return Taken(is_confirmed=await _confirm(by, given[NAME], item))
    return await take(by, item, before, check_from(item, given, answers, by.on))


def _is_same(item: Item, before: Any, check: Check) -> bool:
    """Compare with what was shown; the figures of the income move every month."""
    free = {"facts": None} if item is Item.INCOME else {}
    return before is not None and {**check.value, **free} == {**before, **free}


async def _confirm(by: Found, mine: Given, item: Item) -> bool:
    """Say that an item is still so; of the income only when its figures say so too."""
    before = mine["state"].get(item)
    if not before or before["verdict"] == Verdict.UNCHECKED:
        return False
    if item is not Item.INCOME:
        return await _confirm_unless_changed(by, item, before, before["facts"])
    if derived(item, mine, {}) != before["verdict"]:
        return False
    return await _confirm_unless_changed(by, item, before, income_facts(mine))


async def _confirm_unless_changed(by: Found, item: Item, before: Any, facts: Any) -> bool:
    """Say nothing when somebody has found something else, or looked later, meanwhile."""
    check = (await haves.state(by.db, by.household_id)).get(item)
    if check is None or check.value != before or check.checked_on > by.on:
        return False
    await by.confirm(replace(check, facts=facts))
    return True


async def _show(by: Found, made: list[Change]) -> None:
    """Let the reviewers know; a card of this visit's other changes is changed, not doubled."""
    ids = {it.id for it in made}
    others = await changes.of_visit(by.db, by.visit_id) if by.visit_id else []
    known = await households.by_id(by.db, by.household_id)
    if made and known and any(it.id not in ids for it in others):
        await change_letters.refresh(by.db, known, by.now)
    else:
        await change_letters.show(by.db, by.person.id, made, by.now)


PART = Part(name=NAME, given=given, steps=steps, keep=keep)
