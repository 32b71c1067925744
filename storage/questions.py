"""The questions of the form of visits, each with the days on which it is asked."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.questions import Kind, Question
from storage.columns import AnyRow
from storage.tables import QuestionRow


async def on(db: AsyncConnection, day: date) -> list[Question]:
    """List what is asked on a day, in order."""
    return [it for it in await standing(db, day) if it.is_open_on(day)]


async def standing(db: AsyncConnection, day: date) -> list[Question]:
    """List what is asked on a day or will be later, in order."""
    lasts = or_(QuestionRow.until_on.is_(None), QuestionRow.until_on > day)
    wanted = select(QuestionRow).where(lasts).order_by(QuestionRow.place, QuestionRow.id)
    return [_question(row) for row in await db.execute(wanted)]


async def lock(db: AsyncConnection) -> None:
    """Let nobody else add a question until this transaction ends; SQLite has one writer."""
    await db.execute(select(QuestionRow.id).order_by(QuestionRow.id).with_for_update())


async def by_id(db: AsyncConnection, number: int) -> Question | None:
    """Return a question, retired ones too."""
    row = (await db.execute(select(QuestionRow).where(QuestionRow.id == number))).one_or_none()
    return _question(row) if row else None


async def add(db: AsyncConnection, question: Question, now: datetime) -> None:
    """Keep a new question; with place 0 it becomes the last one."""
    last = select(func.coalesce(func.max(QuestionRow.place), 0) + 1).scalar_subquery()
    row = {
        "id": question.id,
        "place": question.place or last,
        "kind": question.kind,
        "text": question.text,
        "options": "\n".join(question.options),
        "audience": question.audience,
        "since_on": question.since_on,
        "until_on": question.until_on,
        "set_by": question.set_by,
        "set_at": now,
    }
    await db.execute(insert(QuestionRow).values(row))


async def retire(db: AsyncConnection, number: int, until_on: date) -> bool:
    """Ask a question no more from a day on; False when it was retired already."""
    this = QuestionRow.id == number, QuestionRow.until_on.is_(None)
    done = await db.execute(update(QuestionRow).where(*this).values(until_on=until_on))
    return done.rowcount == 1


async def ask_again(db: AsyncConnection, number: int, until_on: date) -> bool:
    """Take a retirement of that day back; False when it is not retired so."""
    this = QuestionRow.id == number, QuestionRow.until_on == until_on
    return (await db.execute(update(QuestionRow).where(*this).values(until_on=None))).rowcount == 1


async def put_in_order(db: AsyncConnection, order: Sequence[Question]) -> bool:
    """Number the questions in this order; False when somebody else moved one meanwhile."""
    done = True
    for place, question in enumerate(order, start=1):
        this = QuestionRow.id == question.id, QuestionRow.place == question.place
        if place != question.place:
            moved = await db.execute(update(QuestionRow).where(*this).values(place=place))
            done = done and moved.rowcount == 1
    return done


def _question(row: AnyRow) -> Question:
    return Question(
        id=row.id,
        place=row.place,
        kind=Kind(row.kind),
        text=row.text,
        options=tuple(row.options.split("\n")) if row.options else (),
        audience=row.audience,
        since_on=row.since_on,
        until_on=row.until_on,
        set_by=row.set_by,
    )
