"""The course of a form: from an answer to the next question, the summary and the end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import form_offers
from bot.form_screens import SUMMARY, knowing, place_of, question, steps_of, token
from bot.form_summaries import summary
from bot.forms import Filling, Form, Step
from bot.replies import Button, Reply, say
from domain.refusals import Refusal, Text
from storage import drafts


async def show(form: Form, filling: Filling) -> Reply:
    """Show where somebody is."""
    step = form.step(filling.draft.step, filling)
    screen = await question(form, step, filling) if step else await summary(form, filling)
    return Reply(messages=(screen,))


async def answer(form: Form, step: Step, filling: Filling, value: Any) -> Reply:
    """Take a checked answer and go on."""
    return await go_on(form, step, knowing_now(filling, {step.name: step.check(value, filling)}))


async def go_on(form: Form, step: Step, filling: Filling) -> Reply:
    """Go to the next question without an answer, then to the summary, then hand in."""
    steps = steps_of(form, filling)
    later = steps[(place_of(step, steps) or 0) :]
    for candidate in [*later, *steps]:
        if filling.is_answered(candidate.name):
            continue
        if await is_asked(candidate, filling):
            return await show(form, await keep(filling, candidate.name))
        filling = knowing_now(filling, {candidate.name: None})
    if form.has_summary:
        return await show(form, await keep(filling, SUMMARY))
    return await hand_in(form, filling)


async def is_asked(step: Step, filling: Filling) -> bool:
    """Tell whether there is anything to ask now."""
    return not step.only_if_offered or bool(await step.options(filling))


async def check_and_hand_in(form: Form, filling: Filling) -> Reply:
    """Ask again what no longer holds: another answer was changed since, or days have passed."""
    steps = steps_of(form, filling)
    known = knowing(filling, steps)
    for step in steps:
        try:
            if known.answer(step.name) is not None:
                step.check(known.answer(step.name), known)
        except Refusal as no:
            again = await show(form, await keep(knowing_now(filling, {}), step.name))
            return replace(again, toast=no.text, alert=True)
    if missing := _unanswered(steps, filling):
        return await show(form, await keep(knowing_now(filling, {}), missing[0].name))
    return await hand_in(form, filling)


def _unanswered(steps: Sequence[Step], filling: Filling) -> list[Step]:
    return [step for step in steps if not filling.is_answered(step.name)]


async def hand_in(form: Form, filling: Filling) -> Reply:
    """Remove the draft and submit what was asked, in this one transaction."""
    has_others = await drafts.remove(filling.db, filling.draft)
    reply = await form.submit(knowing(filling, steps_of(form, filling)))
    return await _and_what_waits(filling, reply) if has_others else reply


async def drop(form: Form, filling: Filling) -> Reply:
    """Drop the draft; what was answered can come back for a minute. Leads back to what waits."""
    if filling.draft.answers:
        has_others = await drafts.drop(filling.db, filling.draft, filling.now)
        back = Button(label=Text("↩ Bring it back"), press=token(filling, "again"))
        reply = say(form.left, [[back]])
    else:
        has_others = await drafts.remove(filling.db, filling.draft)
        reply = say(form.left)
    return await _and_what_waits(filling, reply) if has_others else reply


async def _and_what_waits(filling: Filling, reply: Reply) -> Reply:
    waiting = await drafts.parked(filling.db, filling.person.id)
    return reply.and_then(*[form_offers.still_unfinished(draft) for draft in waiting[:1]])


def knowing_now(filling: Filling, fresh: Mapping[str, Any]) -> Filling:
    """Add answers; a new revision makes the buttons so far stale."""
    draft = filling.draft
    answers_now = {**draft.answers, **fresh}
    return replace(filling, draft=replace(draft, answers=answers_now, revision=draft.revision + 1))


async def keep(filling: Filling, step: str) -> Filling:
    """Keep the answers and where one is now."""
    draft = replace(filling.draft, step=step, is_open=True)
    await drafts.keep(filling.db, draft, filling.now)
    return replace(filling, draft=draft)
