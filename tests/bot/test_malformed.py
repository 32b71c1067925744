"""An update that cannot be read stands in nobody's way."""

import pytest

from storage import inbox, people


async def count(stage):
    async with stage.app.database.read() as db:
        return await people.count(db)


def message(chat_id):
    return {"message_id": 1, "date": 1, "chat": {"id": chat_id, "type": "private"}, "text": "x"}


MALFORMED = [
    {"message": {"message_id": "no number"}},
    {"message": None},
    {"something_new": {"from": {"id": 5}}},
    {"update_id": 2**63, "message": message(5)},
    {"update_id": -1, "message": message(5)},
    {"update_id": "7"},
    {"update_id": True},
    {"message": message(2**63)},
    {"message": message(str(2**63))},
    {"message": message(5) | {"location": {"latitude": float("inf"), "longitude": 109.0}}},
    {"message": message(5) | {"location": {"latitude": 91.0, "longitude": 109.0}}},
]


@pytest.mark.parametrize("facts", MALFORMED, ids=range(len(MALFORMED)))
async def test_an_update_that_cannot_be_read_is_put_aside(stage, facts, capsys):
    await stage.app.turns.take({"update_id": 99, **facts})
    await stage.settle()
    assert "a turn broke" not in capsys.readouterr().out  # it is not tried again and again
    async with stage.app.database.read() as db:
        assert await inbox.quarantined(db) == ("update_id" not in facts)
