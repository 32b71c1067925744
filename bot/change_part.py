"""The part of a visit, and the form of its own, in which changes of the record are proposed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_deeds, change_letters
from bot.change_steps import GOES, LEAVES, NAME, NEW, facts_of, fields_of, known_by, steps
from bot.change_values import value_of
from bot.visit_parts import Part, Settled
from domain.changes import MEMBER, Change, Wanted
from domain.refusals import Refusal
from storage import households


async def given(db: AsyncConnection, household_id: int, _now: datetime) -> dict[str, Any]:
    """Gather what the record says now; the answers are compared with it."""
    known = await households.by_id(db, household_id)
    if known is None:
        return {"facts": {}, "members": []}
    members = [
        {**it.facts, "number": it.number, "name": it.name, "id_number": it.id_number}
        for it in known.members
    ]
    return {"facts": dict(known.household.facts), "members": members}


def wanted(
    known: Mapping[str, Any], answers: Mapping[str, Any], visit_id: int | None = None
) -> list[Wanted]:
    """Read from the answers what the record should say instead of what it said."""
    common = {**known_by(answers), "visit_id": visit_id}
    found: list[Wanted] = []
    for group in answers.get(f"{NAME}.where") or []:
        if group == NEW:
            found += joins(answers, common)
        else:
            found += _differs(group, facts_of(known, group), answers, common)
    return found


def joins(answers: Mapping[str, Any], common: Mapping[str, Any]) -> list[Wanted]:
    """Read from the answers who joins the household."""
    names = ("name", "relation", "id_number", "reason")
    said = {name: answers.get(f"{NAME}.{NEW}.{name}") for name in names}
    new = {name: it for name, it in said.items() if it}
    if "name" not in new:
        return []
    return [Wanted(field=MEMBER, member_number=f"+{new['name']}", old=None, new=new, **common)]


def member_again(answers: Mapping[str, Any], before: Change) -> Wanted:
    """Read from the answers who joins or leaves after all."""
    common = known_by(answers)
    if "name" in before.new:
        (joining,) = joins(answers, common)
        return joining
    new = {"reason": answers.get(f"{NAME}.{GOES}.{LEAVES}")}
    number = before.member_number
    return Wanted(field=MEMBER, member_number=number, old=before.old, new=new, **common)


def _differs(
    group: str,
    said: Mapping[str, Any],
    answers: Mapping[str, Any],
    common: Mapping[str, Any],
) -> list[Wanted]:
    chosen = answers.get(f"{NAME}.{group}") or []
    whose = {"member_number": said.get("number", ""), **common}
    if LEAVES in chosen:
        new = {"reason": answers.get(f"{NAME}.{group}.{LEAVES}")}
        return [Wanted(field=MEMBER, old={"name": said.get("name")}, new=new, **whose)]
    return [
        Wanted(field=key, old=said.get(key), new=new, **whose)
        for key, new in _values(group, chosen, answers)
    ]


def _values(group: str, chosen: list[str], answers: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Read the new values; what can no longer be read is left out, for nobody could answer."""
    found = []
    for key in chosen:
        field, answer = fields_of(group).get(key), answers.get(f"{NAME}.{group}.{key}")
        if field is None or answer is None:
            continue
        try:
            found.append((key, value_of(field, answer)))
        except Refusal:
            continue
    return found


async def keep(settled: Settled) -> None:
    """Propose what was said in the visit, and let the reviewers know."""
    db, person, now = settled.db, settled.person, settled.now
    known = settled.given.get(NAME, {})
    asked = wanted(known, settled.answers, settled.visit.id)
    made = await change_deeds.propose(db, person, settled.visit.household_id, asked, now)
    await change_letters.show(db, person.id, made, now)


PART = Part(name=NAME, given=given, steps=steps, keep=keep)
