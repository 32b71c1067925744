"""What a visit raises besides: a need, a risk of falling back, a question."""

from bot import alert_steps, raising_steps
from bot.answers import Kind
from bot.forms import Filling, Option, Step, Steps
from domain.ladders import Kind as LadderKind
from domain.refusals import Text
from storage import households

NEED, URGENT_NEED, ALERT, QUESTION = "need", "urgent", "alert", "question"


def steps(filling: Filling) -> Steps:
    """List the questions about it."""
    return (RAISE, TOPIC, WORDS, ASKED, SIMILAR, *alert_steps.steps(filling, _is_alert))


def _nothing(_filling: Filling) -> None:
    return None


async def _kinds(_filling: Filling) -> list[Option]:
    return [
        Option(key=NEED, label=Text("A need")),
        Option(key=URGENT_NEED, label=Text("🔴 An urgent need")),
        Option(key=ALERT, label=Text("⚠️ Risk of falling back")),
        Option(key=QUESTION, label=Text("❓ A question")),
    ]


def _is_need(filling: Filling) -> bool:
    return filling.answer(RAISE.name) in (NEED, URGENT_NEED)


def _is_question(filling: Filling) -> bool:
    return bool(filling.answer(RAISE.name) == QUESTION)


async def _area(filling: Filling) -> str:
    known = await households.by_id(filling.db, filling.given["household"])
    return known.household.area_code if known else ""


def kind_of(raised: str) -> LadderKind:
    """Name the kind of case that is raised."""
    kinds = {ALERT: LadderKind.ALERT, QUESTION: LadderKind.QUESTION}
    return kinds.get(raised, LadderKind.NEED)


def _is_alert(filling: Filling) -> bool:
    return bool(filling.answer(RAISE.name) == ALERT)


RAISE = Step(
    name="case",
    kind=Kind.CHOOSE,
    label=Text("To raise"),
    prompt=Text("Is there anything to report upwards?"),
    options=_kinds,
    prefill=_nothing,
    unchanged=Text("Nothing"),
)
TOPIC = raising_steps.topic_step(
    "case.topic",
    LadderKind.NEED,
    Text("What is it about?"),
    label=Text("About"),
    when=_is_need,
)
WORDS = raising_steps.words_step(
    "case.words",
    TOPIC.name,
    Text("What is needed? Type or say it in a sentence or two; photos too."),
    _area,
    label=Text("In words"),
    when=_is_need,
)
ASKED = Step(
    name="case.question",
    kind=Kind.TEXT,
    label=Text("In words"),
    prompt=Text("What do you want to know? Type or say it in a sentence or two; photos too."),
    when=_is_question,
    with_photos=True,
)
SIMILAR = raising_steps.similar_step("case.similar", ASKED.name, _is_question)
