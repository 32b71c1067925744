"""Public answers that are there without a play, and who was given them."""

from datetime import date
from typing import Any

from domain.answers import Answer
from storage import answers
from storage.ids import new_id
from tests.kit.cast import VILLAGE
from tests.kit.stage import Stage

QUESTION, ANSWER = "低保怎么申请？", "到村委会填表，五天内答复。"


async def published(
    stage: Stage,
    question: str = QUESTION,
    *,
    by: str = "莫小兰",
    readers: tuple[str, ...] = (),
    **more: Any,
) -> Answer:
    """Let somebody have published an answer; returns it."""
    now, people = stage.app.clock(), stage.roster.people
    given: dict[str, Any] = {"answer": ANSWER, "area_code": VILLAGE, "set_at": now}
    given |= {"valid_from_on": date(2026, 3, 1), "set_by": people[by]}
    answer = Answer(id=new_id(), question=question, **given | more)
    async with stage.app.database.write() as db:
        await answers.publish(db, answer)
        for name in readers:
            await answers.note_reader(db, answer.id, people[name], now)
    return answer
