"""Public answers: each wording in force, what it replaced, and who was given it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, false, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.answers import GOING, SOON, Answer, State, last_day
from domain.areas import ancestors
from domain.people import Person, Role
from domain.search_terms import plain, terms
from storage.columns import AnyRow
from storage.scope import is_inside, paired_with, within
from storage.tables import AnswerReaderRow, AnswerRow, AnswerTermRow, CaseRow, HouseholdRow

MOST_LETTERS = 200
"""So many readers are told in one transaction."""
_NAMES = (
    "id",
    "case_id",
    "replaces_id",
    "question",
    "answer",
    "area_code",
    "source",
    "valid_from_on",
    "valid_until_on",
    "version",
    "set_by",
    "set_at",
)


async def codes_of(db: AsyncConnection, person: Person) -> tuple[str, ...] | None:
    """List the areas somebody belongs to: of his roles, and of households; None is everywhere."""
    if Role.ADMIN in person.roles:
        return None
    own = {duty.area_code for duty in person.duties if duty.area_code}
    if Role.HELPER in person.roles:
        homes = select(HouseholdRow.area_code).where(HouseholdRow.id.in_(paired_with(person.id)))
        own |= set(await db.scalars(homes.distinct()))
    return tuple(sorted(own))


def read_by(codes: Sequence[str] | None) -> ColumnElement[bool]:
    """Limit answers to those for people of these areas: of them, around them, within them.

    Whoever has no area reads what holds for a whole district.
    """
    if codes is None:
        return AnswerRow.area_code != ""
    if not codes:
        return func.length(AnswerRow.area_code) == 6
    around = {outer for code in codes for outer in ancestors(code)}
    inside = [within(AnswerRow.area_code, code) for code in codes]
    return or_(AnswerRow.area_code.in_(sorted(around)), *inside)


def holding_on(day: date) -> ColumnElement[bool]:
    """Limit answers to those that are true on a day."""
    lasts = or_(AnswerRow.valid_until_on.is_(None), AnswerRow.valid_until_on >= day)
    return and_(AnswerRow.valid_from_on <= day, lasts)


async def publish(db: AsyncConnection, answer: Answer) -> None:
    """Keep a new answer and let search find it."""
    await publish_all(db, [answer])


async def publish_all(db: AsyncConnection, fresh: Sequence[Answer]) -> None:
    """Keep some new answers."""
    rows = [{name: getattr(it, name) for name in _NAMES} | {"state": it.state} for it in fresh]
    await db.execute(insert(AnswerRow), rows)
    places = [(term, it.id) for it in fresh for term in terms(plain(it.question))]
    if places:
        found = [{"term": term, "answer_id": number} for term, number in sorted(places)]
        await db.execute(insert(AnswerTermRow), found)


async def follow(db: AsyncConnection, old: Answer, new: Answer) -> bool:
    """Let a new wording take the old one's place; False when somebody was quicker."""
    ends = {"state": State.CHANGED, "valid_until_on": last_day(old, new.valid_from_on)}
    if not await _move(db, old, ends):
        return False
    await publish(db, replace(new, replaces_id=old.id, case_id=old.case_id))
    return True


async def stop(db: AsyncConnection, answer: Answer, today: date) -> bool:
    """End an answer at once; False when somebody was quicker."""
    ends = {"state": State.STOPPED, "valid_until_on": last_day(answer, today)}
    return await _move(db, answer, ends)


async def _move(db: AsyncConnection, seen: Answer, values: dict[str, Any]) -> bool:
    same = AnswerRow.id == seen.id, AnswerRow.version == seen.version
    moved = update(AnswerRow).where(*same, AnswerRow.state == State.STANDING)
    done = await db.execute(moved.values(version=seen.version + 1, **values))
    return done.rowcount == 1


async def by_id(db: AsyncConnection, number: int) -> Answer | None:
    """Return an answer, past ones too."""
    row = (await db.execute(select(AnswerRow).where(AnswerRow.id == number))).one_or_none()
    return answer_of(row) if row else None


async def read(db: AsyncConnection, person: Person, number: int) -> Answer | None:
    """Return an answer that is for somebody's area; another is as if it did not exist."""
    mine = AnswerRow.id == number, read_by(await codes_of(db, person))
    row = (await db.execute(select(AnswerRow).where(*mine))).one_or_none()
    return answer_of(row) if row else None


async def of_case(db: AsyncConnection, case_id: int) -> Answer | None:
    """Return the answer that was made of a case and was not ended; nobody else makes one now."""
    await db.execute(select(CaseRow.id).where(CaseRow.id == case_id).with_for_update())
    same = AnswerRow.case_id == case_id, AnswerRow.state == State.STANDING
    row = (await db.execute(select(AnswerRow).where(*same).limit(1))).one_or_none()
    return answer_of(row) if row else None


async def follower(db: AsyncConnection, answer: Answer) -> Answer | None:
    """Return the newest wording that took an answer's place."""
    newest = None
    while row := (await _following(db, (newest or answer).id)):
        newest = answer_of(row)
    return newest


async def _following(db: AsyncConnection, number: int) -> AnyRow | None:
    wanted = select(AnswerRow).where(AnswerRow.replaces_id == number)
    return (await db.execute(wanted)).one_or_none()


async def kept_by(
    db: AsyncConnection, codes: Sequence[str], day: date, most: int, offset: int = 0
) -> list[Answer]:
    """List the answers of some areas that go on: what runs out soon first, then the newest."""
    soon = AnswerRow.valid_until_on <= day + SOON
    order = func.coalesce(soon, false()).desc(), AnswerRow.id.desc()
    wanted = select(AnswerRow).where(_kept(codes, day)).order_by(*order)
    rows = await db.execute(wanted.limit(most).offset(offset))
    return [answer_of(row) for row in rows]


async def count_kept_by(db: AsyncConnection, codes: Sequence[str], day: date) -> int:
    """Count them."""
    counted = select(func.count()).select_from(AnswerRow).where(_kept(codes, day))
    return await db.scalar(counted) or 0


def _kept(codes: Sequence[str], day: date) -> ColumnElement[bool]:
    lasts = or_(AnswerRow.valid_until_on.is_(None), AnswerRow.valid_until_on >= day)
    mine = or_(false(), *[within(AnswerRow.area_code, code) for code in codes])
    return and_(AnswerRow.state == State.STANDING, lasts, mine)


async def note_reader(db: AsyncConnection, answer_id: int, person_id: int, now: datetime) -> None:
    """Remember that somebody was given an answer, to tell him when it changes or runs out."""
    row = {"answer_id": answer_id, "person_id": person_id, "at": now}
    await db.execute(insert(AnswerReaderRow).values(row).on_conflict_do_nothing())


async def over(db: AsyncConnection, day: date) -> list[Answer]:
    """List the answers that hold no more, and whose readers have not all been told."""
    ended = AnswerRow.state.in_(GOING), AnswerRow.valid_until_on < day
    rows = await db.execute(select(AnswerRow).where(*ended).order_by(AnswerRow.id))
    return [answer_of(row) for row in rows]


async def readers(db: AsyncConnection, answer_id: int, most: int = MOST_LETTERS) -> list[int]:
    """List who was given an answer and has not been told of its end."""
    wanted = _readers(answer_id).order_by(AnswerReaderRow.person_id).limit(most)
    return list(await db.scalars(wanted))


def _readers(answer_id: int) -> Select[int]:
    return select(AnswerReaderRow.person_id).where(AnswerReaderRow.answer_id == answer_id)


async def count_readers(db: AsyncConnection, answer_id: int) -> int:
    """Count who was given it."""
    counted = select(func.count()).select_from(_readers(answer_id).subquery())
    return await db.scalar(counted) or 0


async def was_told(
    db: AsyncConnection, person_id: int, old: Answer, new: Answer | None, now: datetime
) -> None:
    """Note that somebody knows of an answer's end, and has the one that took its place."""
    mine = AnswerReaderRow.answer_id == old.id, AnswerReaderRow.person_id == person_id
    await db.execute(delete(AnswerReaderRow).where(*mine))
    if new is not None:
        await note_reader(db, new.id, person_id, now)


async def close(db: AsyncConnection, answer: Answer) -> bool:
    """Put an answer away whose readers have all been told: search finds it no more."""
    none_left = AnswerRow.id == answer.id, ~_readers(answer.id).exists()
    closed = update(AnswerRow).where(*none_left, AnswerRow.state.in_(GOING))
    if (await db.execute(closed.values(state=State.PAST))).rowcount != 1:
        return False
    await db.execute(delete(AnswerTermRow).where(AnswerTermRow.answer_id == answer.id))
    return True


async def heads_named_in(db: AsyncConnection, code: str, words: str) -> list[str]:
    """List heads of households of an area whose names stand in some words."""
    names = HouseholdRow.head_name
    is_named = is_inside(code), func.length(names) > 1, _stands_in(db, names, words)
    return list(await db.scalars(select(names).where(*is_named).distinct().limit(3)))


def _stands_in(db: AsyncConnection, part: Any, words: str) -> ColumnElement[bool]:
    find = func.instr if db.dialect.name == "sqlite" else func.strpos
    return find(words, part) > 0


def answer_of(row: AnyRow) -> Answer:
    """Make a fact of a row."""
    return Answer(**{name: getattr(row, name) for name in _NAMES}, state=State(row.state))
