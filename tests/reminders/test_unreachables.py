"""Whom the bot cannot reach goes on the officer's call list, once."""

from datetime import timedelta

from reminders import unreachables

OFFICER = "莫小兰"


async def swept(stage, times=1):
    stage.heard.clear()
    for _ in range(times):
        await unreachables.report(stage.app.database, stage.app.clock())
        await stage.settle()
    return [(line.to, line.words) for line in stage.heard]


def is_about(words, name):
    return words.startswith("📵") and name in words and "13900000001" in words


async def test_the_officer_is_told_once_however_often_it_is_swept(stage):
    stage.world.block_bot(stage.users["韦秀英"])
    await stage.settle()
    [(to, words)] = await swept(stage, 5)
    assert to == OFFICER
    assert is_about(words, "韦秀英")


async def test_a_letter_that_was_refused_is_noticed_too(stage):
    stage.world.faults.add("403", method="sendMessage", chat_id=stage.users["韦秀英"])
    stage.world.send_text(stage.users["韦秀英"], "你好")
    await stage.settle()
    [(to, words)] = await swept(stage, 3)
    assert to == OFFICER
    assert is_about(words, "韦秀英")


async def test_blocked_again_another_day_the_officer_is_told_again(stage):
    user = stage.users["韦秀英"]
    stage.world.block_bot(user)
    await stage.settle()
    assert len(await swept(stage)) == 1
    stage.world.unblock_bot(user)
    await stage.settle()
    assert await swept(stage) == []
    stage.world.clock.move_by(timedelta(days=1))
    stage.world.block_bot(user)
    await stage.settle()
    assert len(await swept(stage, 2)) == 1


async def test_an_unreachable_officer_is_not_told_of_herself(stage):
    stage.world.block_bot(stage.users[OFFICER])
    await stage.settle()
    assert [to for to, _ in await swept(stage, 2)] == ["陆海燕"]
