"""Every form there is: each step answered well and badly, skipped, gone back over, resumed."""

from dataclasses import replace

import pytest

from bot import forms, parts
from bot.form_screens import SUMMARY, steps_of
from bot.forms import Form
from storage import drafts, inbox
from tests.bot.parts import PARTS
from tests.kit.sample_form import SAMPLE
from tests.kit.stage import opened
from tests.kit.tables import POST, contents
from tests.kit.walker import Part, Walker, restarted

pytestmark = pytest.mark.usefixtures("unmeasured")

assert parts.ROUTERS  # importing the handlers registers their forms
FORMS = {form.name: form for form in forms.every()}
SUMMED_UP = [name for name in FORMS if FORMS[name].has_summary]
assert SAMPLE.name in SUMMED_UP


@pytest.fixture(params=FORMS)
def form(request):
    return FORMS[request.param]


@pytest.fixture
async def walker(form: Form, sqlite_url, tmp_path):
    async with opened(sqlite_url, tmp_path) as stage:
        walker = Walker(stage, form, PARTS.get(form.name, Part()))
        await walker.begin()
        yield walker


async def asked(walker):
    """List the questions as they stand with the answers so far."""
    return steps_of(walker.form, await walker.filling())


async def finish(walker):
    """Hand in what is answered; forms without a summary did so by themselves."""
    if walker.form.has_summary:
        draft = await walker.draft()
        assert draft.step == SUMMARY
        await walker.tap("submit")
    assert await walker.draft() is None


async def test_each_step_takes_a_good_answer_and_no_bad_one(walker):
    while step := await walker.step():
        await walker.refuse_to_answer(step)
        before = await walker.draft()
        await walker.answer(step)
        after = await walker.draft()
        assert after is None or (step.name in after.answers and after.revision > before.revision)
    await finish(walker)


async def test_only_an_optional_step_can_be_skipped(walker):
    while step := await walker.step():
        before = await walker.draft()
        assert bool(walker.offers("skip")) == step.optional
        await walker.tap("skip")
        after = await walker.draft()
        if step.optional and after:  # a form without a summary is over after its last step
            assert (after.answers[step.name], after.step != step.name) == (None, True)
        elif not step.optional:
            assert after == before
            await walker.answer(step)
    await finish(walker)


async def test_going_back_loses_no_answer(walker):
    while step := await walker.step():
        steps = await asked(walker)
        at = [each.name for each in steps].index(step.name)
        assert bool(walker.offers("back")) == (at > 0)
        before = await walker.draft()
        for each in reversed(steps[:at]):
            await walker.tap("back")
            assert (await walker.step()).name == each.name
        assert (await walker.draft()).answers == before.answers
        if at:
            await walker.answer(steps[0])
        assert (await walker.draft()).step == step.name
        await walker.answer(step)
    await finish(walker)


async def test_cancelling_at_any_step_leaves_nothing_behind_and_can_be_taken_back(walker):
    database = walker.stage.app.database
    before = await contents(database, {*POST, "drafts", "files"})
    while step := await walker.step():
        left = await walker.draft()
        await walker.tap("cancel")
        assert await walker.draft() is None
        assert await contents(database, {*POST, "drafts", "files"}) == before
        if left.answers:
            await walker.press(f"f:again:{left.id}:{left.revision}")
        else:
            async with database.write() as db:
                await drafts.add(db, left, walker.stage.app.clock())
            await walker.tap("resume")
        assert await walker.draft() == left
        await walker.answer(step)
    await finish(walker)


async def test_a_restart_at_any_step_loses_nothing(walker, tmp_path):
    while step := await walker.step():
        before = await walker.draft()
        async with restarted(walker.stage, tmp_path):
            assert await walker.draft() == before
            await walker.answer(step)
    async with restarted(walker.stage, tmp_path):
        await finish(walker)


@pytest.mark.parametrize("form", [name for name in FORMS if FORMS[name].resumes], indirect=True)
async def test_beginning_again_offers_what_was_left(walker):
    await walker.answer(await walker.step())
    before = await walker.draft()
    await walker.begin()
    assert await walker.draft() == before
    [go_on] = walker.offers("resume")
    await walker.press(go_on)
    await walker.to_the_end()
    await finish(walker)


@pytest.mark.parametrize("form", SUMMED_UP, indirect=True)
async def test_any_answer_can_be_changed_from_the_summary(walker):
    await walker.to_the_end()
    before = await walker.draft()
    edits = walker.offers("edit")
    offered = [
        it
        for it in await asked(walker)
        if not it.only_if_offered or before.answers.get(it.name) is not None
    ]
    assert len(edits) == len(offered)
    for number in range(len(edits)):
        await walker.tap("edit", str(number))
        step = await walker.step()
        assert step.name == (await asked(walker))[number].name
        await walker.answer(step)
        assert (await walker.draft()).step == SUMMARY
        assert (await walker.draft()).answers.keys() == before.answers.keys()
    await finish(walker)


async def test_a_button_of_an_answered_question_changes_nothing(walker):
    while step := await walker.step():
        old = [data for data in walker.buttons()[1] if ":cancel:" not in data]
        await walker.answer(step)
        before = await walker.draft()
        for data in old:
            await walker.say_in_vain(lambda data=data: press(walker, data))
            assert await walker.draft() == before
    await finish(walker)


def press(walker, data):
    walker.stage.world.press(walker.user, walker.buttons()[0], data, forged=True)


async def test_nobody_else_can_press_ones_buttons(walker):
    somebody = next(it for it in ("梁建国", "陆海燕") if it != walker.part.who)
    other = walker.stage.users[somebody]
    walker.stage.world.send_text(other, "/me")
    await walker.stage.settle()
    while step := await walker.step():
        before = await walker.draft()
        for data in walker.buttons()[1]:
            walker.stage.heard.clear()
            await walker.press(data, other)
            assert [line.to for line in walker.stage.heard] == [somebody]
        assert await walker.draft() == before
        await walker.answer(step)
    await finish(walker)


FORGED = [
    ("submit", ""), ("done", ""), ("skip", ""), ("toggle", "p0"), ("toggle", ""), ("lose", ""),
    ("option", "rice"), ("option", "nothing"), ("option", ""), ("", ""),
    ("remove", ""), ("remove", "0"), ("remove", "²"), ("unchanged", ""), ("rest", ""),
]  # fmt: skip
ANSWERING = ("skip", "remove", "unchanged", "rest")
"""These answer a question that shows them, whatever is behind them."""
HARMLESS = [("page", "²"), ("page", "-1"), ("page", "99"), ("page", "x"), ("page", "٣")]


async def test_forged_presses_get_nobody_past_a_question(walker):
    while step := await walker.step():
        before = await walker.draft()
        for verb, argument in FORGED + HARMLESS:
            if verb not in ANSWERING or not walker.offers(verb):
                await walker.tap(verb, argument)
                assert await walker.draft() == before, (step.name, verb, argument)
        await walker.answer(step)
    assert await quarantined(walker) == 0
    await finish(walker)


async def quarantined(walker):
    async with walker.stage.app.database.read() as db:
        return await inbox.quarantined(db)


async def test_a_form_that_has_changed_begins_anew_politely(walker):
    changed = replace(walker.form, version=walker.form.version + 1)
    before = await walker.draft()
    forms._forms[walker.form.name] = changed
    try:
        await walker.say_in_vain(lambda: walker.stage.world.send_text(walker.user, "话"))
        after = await walker.draft()
        assert after is None or (after.form_version, after.answers) == (changed.version, {})
        assert after is None or after.id != before.id
    finally:
        forms._forms[walker.form.name] = walker.form
