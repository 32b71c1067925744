"""Writing down how sending went, while somebody needs to know it."""

import asyncio

from bot.courier import Courier
from storage import outbox
from tests.bot.conftest import NOW, parcel, put


async def test_a_card_is_found_also_while_it_is_being_written_down(database, post, monkeypatch):
    finish, begun = outbox.finish, asyncio.Event()

    async def slowly(*args):
        begun.set()
        await asyncio.sleep(0.05)
        await finish(*args)

    monkeypatch.setattr(outbox, "finish", slowly)
    courier = Courier(database, post, lambda: NOW, "me")
    [card] = await put(database, parcel(7, "card", 1, card="task:1"), owner="me")
    courier._done.append((card, outbox.Outcome(id=card.id, state="sent", message_id=42)))
    async with asyncio.TaskGroup() as group:
        group.create_task(courier.flush())
        await begun.wait()
        assert await courier._card_message(7, "task:1") == 42
