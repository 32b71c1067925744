"""The data doctor in a visit: what would no longer fit is asked at once, while people talk.

Only doubts that the answers of this visit give rise to are asked; the rest is the officer's list.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    change_deeds,
    change_letters,
    change_part,
    have_answers,
    income_answers,
    income_figures,
)
from bot.change_steps import NAME as CHANGE
from bot.change_values import value_of
from bot.forms import Filling, Step
from bot.quality_steps import MEND, NAME, RIGHT, mended_field, step_name, steps_of
from bot.visit_parts import Part, Settled
from domain.calendar import local_day
from domain.changes import MEMBER, Wanted
from domain.doubts import Doubt, Money, Rules, Subject
from domain.haves import Check, Item, Verdict
from domain.households import Member
from domain.income_categories import BY_CODE, Counts
from domain.quality import arising, doubts, money_of
from domain.refusals import Refusal
from storage import haves, households, quality, rules

MOST_ASKED = 5
"""Nobody is asked more in one visit; the rest is in the officer's list."""
Given = Mapping[str, Any]
Answers = Mapping[str, Any]


async def given(db: AsyncConnection, household_id: int, now: datetime) -> dict[str, Any]:
    """Gather what the rules look at besides the record, and what was explained before."""
    known = await households.by_id(db, household_id)
    if known is None:
        return {}
    today = local_day(now)
    year = await income_figures.of_year(db, known, today)
    money = money_of(year.lines, year.figures)
    per_head = None if money.per_head_yuan is None else str(money.per_head_yuan)
    state = await haves.state(db, household_id)
    return {
        "household": household_id,
        "today": today.isoformat(),
        "rules": asdict(await rules.quality_on(db, today)),
        "line": year.rules.poverty_line_yuan,
        "money": asdict(money) | {"per_head_yuan": per_head},
        "unmet": [item.value for item, it in state.items() if it.verdict is Verdict.UNMET],
        "waived": [mark.hex() for mark in await quality.waived(db, household_id)],
    }


def steps(filling: Filling) -> tuple[Step, ...]:
    """Ask about each doubt that the answers give rise to: a reason, or another value."""
    mine = filling.given.get(NAME) or {}
    record = filling.given.get(CHANGE) or {}
    if not mine or not record:
        return ()
    asked = _arising(filling.db, mine, record, filling.draft.answers)
    return tuple(it for doubt in asked for it in steps_of(doubt, _now(record, doubt), filling))


def _arising(db: AsyncConnection, mine: Given, record: Given, answers: Answers) -> list[Doubt]:
    """List the doubts of the record as it would be, without those of now and explained ones."""
    before = _subject(mine, record)
    after = _with(before, change_part.wanted(record, answers), answers)
    if after == before:
        return []
    waived = set(mine["waived"])
    fresh = arising(doubts(before), doubts(after))
    return [it for it in fresh if quality.mark(db, mine["household"], it).hex() not in waived][
        :MOST_ASKED
    ]


def _subject(mine: Given, record: Given) -> Subject:
    money = dict(mine["money"])
    if money["per_head_yuan"] is not None:
        money["per_head_yuan"] = Decimal(money["per_head_yuan"])
    today = date.fromisoformat(mine["today"])
    return Subject(
        facts=dict(record["facts"]),
        members=tuple(_member(it) for it in record["members"]),
        today=today,
        rules=Rules(**mine["rules"]),
        line_yuan=mine["line"],
        haves={
            Item(it): _found(mine["household"], Item(it), Verdict.UNMET, today)
            for it in mine["unmet"]
        },
        money=Money(**money),
    )


def _found(household_id: int, item: Item, verdict: Verdict, today: date) -> Check:
    return Check(
        household_id=household_id, item=item, verdict=verdict, checked_on=today, standard=""
    )


def _member(said: Given) -> Member:
    facts = {key: it for key, it in said.items() if key not in ("number", "name", "id_number")}
    return Member(number=said["number"], name=said["name"],
                  id_number=said.get("id_number") or "", facts=facts)  # fmt: skip


def _with(subject: Subject, wanted: Iterable[Wanted], answers: Answers) -> Subject:
    """Put what was answered into the record as it would be."""
    facts, members = dict(subject.facts), {it.number: it for it in subject.members}
    for each in wanted:
        if each.field == MEMBER:
            _come_or_go(members, each)
        elif not each.member_number:
            facts[each.field] = each.new
        elif each.member_number in members:
            members[each.member_number] = _changed(members[each.member_number], each)
    return replace(
        subject,
        facts=facts,
        members=tuple(members.values()),
        haves=_with_verdicts(subject, answers),
        money=_with_lines(subject.money, answers),
    )


def _with_verdicts(subject: Subject, answers: Answers) -> dict[Item, Check]:
    """Take the new verdicts about items of the exit standard."""
    haves = dict(subject.haves)
    for item in map(Item, answers.get(have_answers.CHANGED) or ()):
        if said := answers.get(have_answers.step_name(item, "verdict")):
            haves[item] = _found(0, item, Verdict(said), subject.today)
    return haves


def _come_or_go(members: dict[str, Member], wanted: Wanted) -> None:
    if wanted.old is not None:
        members.pop(wanted.member_number, None)
        return
    said = dict(wanted.new)
    facts = {"relation": said.get("relation") or ""}
    id_number = said.get("id_number") or ""
    members[wanted.member_number] = Member(
        number=wanted.member_number, name=said["name"], id_number=id_number, facts=facts
    )


def _changed(member: Member, wanted: Wanted) -> Member:
    if wanted.field == "name":
        return replace(member, name=wanted.new)
    if wanted.field == "id_number":
        return replace(member, id_number=wanted.new or "")
    return replace(member, facts={**member.facts, wanted.field: wanted.new})


def _with_lines(money: Money, answers: Answers) -> Money:
    """Count the new lines in; the figure per head stays what it was without them."""
    codes = [it.category.code for it in income_answers.noted(answers)]
    return replace(
        money,
        wages=money.wages or any(it.startswith("wages.") for it in codes),
        production=money.production or any(it.startswith("business.") for it in codes),
        costs=money.costs or any(BY_CODE[it].is_cost for it in codes),
        dibao=money.dibao or any(BY_CODE[it].counts is Counts.DIBAO for it in codes),
    )


def _now(record: Given, doubt: Doubt) -> Any:
    """Return what the record says now about the field a doubt is about."""
    if not doubt.member_number:
        return record["facts"].get(doubt.field)
    members: Sequence[Given] = record["members"]
    said = next((it for it in members if it["number"] == doubt.member_number), {})
    return said.get(doubt.field)


async def keep(settled: Settled) -> None:
    """Keep the reasons, propose the values, and let the rules look again."""
    mine = settled.given.get(NAME) or {}
    record = settled.given.get(CHANGE) or {}
    if not mine or not record:
        return
    household_id, proposed = settled.visit.household_id, []
    for doubt in _arising(settled.db, mine, record, settled.answers):
        answer = settled.answers.get(step_name(doubt))
        reason = settled.answers.get(step_name(doubt, RIGHT))
        if answer == RIGHT and reason:
            by = settled.person.id, settled.now
            await quality.waive(settled.db, household_id, doubt, reason, by)
        elif answer == MEND:
            proposed += _mended(settled, record, doubt)
    whose = settled.db, settled.person, household_id
    made = await change_deeds.propose(*whose, proposed, settled.now)
    await change_letters.show(settled.db, settled.person.id, made, settled.now)
    await quality.outdate(settled.db, household_id)


def _mended(settled: Settled, record: Given, doubt: Doubt) -> list[Wanted]:
    """Read what the record should say instead; what cannot be read is left out."""
    field, answer = mended_field(doubt), settled.answers.get(step_name(doubt, MEND))
    if field is None or answer is None:
        return []
    try:
        new = value_of(field, answer)
    except Refusal:
        return []
    old = _now(record, doubt)
    evidence = str(settled.answers.get(f"{CHANGE}.how") or "")
    return [
        Wanted(
            field=field.key,
            old=old,
            new=new,
            member_number=doubt.member_number,
            evidence=evidence,
            visit_id=settled.visit.id,
        )
    ]


PART = Part(name=NAME, given=given, steps=steps, keep=keep)
