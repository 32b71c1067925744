"""What came of letters about campaigns is read off the outbox."""

from domain.campaigns import Mark
from reminders import deliveries
from storage import tellings
from tests.kit import campaigning
from tests.kit.campaigning import at, begun, decide, told, trail, whom

OFFICER = "莫小兰"


async def test_whose_chat_is_gone_is_found_out_and_called(stage):
    task = await begun(stage)
    await decide(stage, task, "黎新来", Mark.EXCUSED)
    stage.world.block_bot(stage.users["覃志强"])
    assert await whom(stage, "03-13T08:00") == ["韦秀英"]
    assert OFFICER in await whom(stage, "03-13T08:01")
    assert await trail(stage, task, "覃志强") == [("t7@20260320", "unreachable")]
    assert await whom(stage, "03-13T08:02") == []


async def test_it_is_noted_when_a_letter_came(stage):
    task = await begun(stage)
    await told(stage, "03-13T08:00")
    await told(stage, "03-13T08:01")
    async with stage.app.database.read() as db:
        found = {it.name: it.delivered_at for it in await tellings.trail(db, task.number)}
    assert found["韦秀英"] == at("03-13T08:00:01")
    assert found["黎新来"] is None


async def test_a_letter_that_was_not_sent_yet_gives_way_to_the_next(stage):
    task = await begun(stage)
    stage.world.clock.move_to(at("03-13T08:00"))
    await campaigning.sweep(stage.app.database, stage.app.clock())
    assert (await whom(stage, "03-17T08:00")).count("韦秀英") == 1
    await deliveries.note(stage.app.database, stage.app.clock())
    assert await trail(stage, task, "韦秀英") == [
        ("t7@20260320", "overtaken"),
        ("t3@20260320", "told"),
    ]
