"""The bot pesters nobody, and what concerns somebody finds somebody else to look at it."""

from functools import partial

import pytest
from sqlalchemy import select

from domain.people import Duty, Role, State
from storage import people, senders
from storage.tables import RemarkRow
from tests.kit.cast import VILLAGE
from tests.kit.stage import Stage
from tests.kit.tables import contents

CLOSED = "这个账号已停用"


@pytest.fixture
async def closed(stage: Stage) -> Stage:
    """Suspend a helper."""
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["韦秀英"], State.SUSPENDED)
    return stage


async def heard(stage, act):
    stage.heard.clear()
    act()
    await stage.settle()
    return [line.words for line in stage.heard]


async def test_a_closed_account_is_turned_away_in_its_own_chat(closed):
    user, world = closed.users["韦秀英"], closed.world
    for act in (
        lambda: world.send_text(user, "/start"),
        lambda: world.send_location(user, 21.481, 109.186, 9),
        lambda: world.send_contact(user),
    ):
        [words] = await heard(closed, act)
        assert words.startswith(CLOSED)


async def test_of_a_closed_account_nothing_is_said_in_groups(closed):
    user, world = closed.users["韦秀英"], closed.world
    members = [closed.users["莫小兰"], user]
    group = world.add_group("关井村工作群", members, bot_is_admin=True)["id"]
    await closed.settle()
    assert await heard(closed, lambda: world.send_text(user, "今天开会", group)) == []
    said = await heard(closed, lambda: world.send_text(user, "/me", group))
    assert not any(CLOSED in words for words in said)


async def test_a_closed_account_is_not_told_so_at_every_move(closed):
    user, world = closed.users["韦秀英"], closed.world
    live = world.send_location(user, 21.481, 109.186, 9, live_period=900)["message_id"]
    await closed.settle()
    assert await heard(closed, lambda: world.move_live(user, live, 21.482, 109.186, 9)) == []


async def test_a_live_location_is_refused_once_and_not_at_every_move(stage):
    user, world = stage.users["韦秀英"], stage.world
    world.send_location(user, 21.481, 109.186, 9)
    await stage.settle()
    said = await heard(stage, lambda: world.send_location(user, 21.481, 109.186, 8, 900))
    assert len(said) == 1
    live, before = world.history(user)[-2]["message_id"], await contents(stage.app.database)
    for north in (21.4811, 21.4812, 21.4813):
        moved = partial(world.move_live, user, live, north, 109.186, 8)
        assert await heard(stage, moved) == []
    assert await contents(stage.app.database) == before


async def test_who_has_nowhere_to_check_in_is_told_so_once(stage):
    async with stage.app.database.write() as db:
        number = stage.roster.people["莫小兰"]
        await people.set_duties(db, number, [Duty(role=Role.HELPER, area_code=VILLAGE)])
    user, world = stage.users["莫小兰"], stage.world
    said = await heard(stage, lambda: world.send_location(user, 21.481, 109.186, 8, 900))
    assert len(said) == 1
    live = world.history(user)[-2]["message_id"]
    assert await heard(stage, lambda: world.move_live(user, live, 21.482, 109.186, 8)) == []


async def test_an_exception_of_the_only_village_officer_goes_to_the_town(stage):
    roles = (Role.HELPER, Role.INFORMATION_OFFICER)
    async with stage.app.database.write() as db:
        await people.set_state(db, stage.roster.people["莫小兰"], State.REMOVED)
        duties = [Duty(role=role, area_code=VILLAGE) for role in roles]
        await people.set_duties(db, stage.roster.people["韦秀英"], duties)
    user = stage.users["韦秀英"]
    await heard(stage, lambda: stage.world.send_location(user, 21.481, 109.195, 9))
    stage.heard.clear()
    stage.world.send_text(user, "大明去镇上看病")
    await stage.settle()
    assert sorted({line.to for line in stage.heard}) == ["陆海燕", "韦秀英"]


async def test_starting_the_bot_shows_that_somebody_can_be_reached(stage):
    user = stage.users["韦秀英"]
    async with stage.app.database.write() as db:
        assert await people.set_unreachable(db, user, stage.app.clock())
    await heard(stage, lambda: stage.world.send_text(user, "/start"))
    async with stage.app.database.read() as db:
        assert await people.unreachable(db) == []


async def test_a_question_about_what_was_settled_meanwhile_keeps_nobody_in_its_form(stage):
    await stage.play("""
        韦秀英: at 黄大明 + 640 m E ±12
        Bot to 韦秀英: 您在黄大明东边 640 米，300 米以内才算到场。 / 可以走近再签；或说明原因：点下面，或直接写。会交村信息员看。 [户主外出] [户主在地里] [请信息员看看] [🔄 再定位一次]
        """)  # noqa: E501
    officer = stage.users["莫小兰"]
    await heard(stage, partial(stage.world.send_text, stage.users["韦秀英"], "大明去镇上看病"))
    card = stage.world.history(officer)[-1]["message_id"]
    await heard(stage, partial(stage.world.press, officer, card, "❓ 追问"))
    await heard(stage, partial(stage.world.press, officer, card, "✅ 认可"))
    await heard(stage, partial(stage.world.send_text, officer, "去哪里了？"))
    async with stage.app.database.read() as db:
        assert (await senders.by_telegram(db, officer))[1] is None
        assert len((await db.execute(select(RemarkRow))).all()) == 1
