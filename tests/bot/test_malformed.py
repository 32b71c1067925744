"""An update that cannot be read stands in nobody's way."""

import pytest

from storage import inbox, people


async def count(stage):
    async with stage.app.database.read() as db:
        return await people.count(db)


def message(chat_id):
    return {"message_id": 1, "date": 1, "chat": {"id": chat_id, "type": "private"}, "text": "x"}


PLACE = {"latitude": 21.4, "longitude": 109.0}
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
    {"message": message(5) | {"location": PLACE | {"horizontal_accuracy": 1e12}}},
]


@pytest.mark.parametrize("facts", MALFORMED, ids=range(len(MALFORMED)))
async def test_an_update_that_cannot_be_read_is_put_aside(stage, facts, capsys):
    await stage.app.turns.take({"update_id": 99, **facts})
    await stage.settle()
    assert "a turn broke" not in capsys.readouterr().out  # it is not tried again and again
    async with stage.app.database.read() as db:
        assert await inbox.quarantined(db) == ("update_id" not in facts)


async def test_a_contact_from_nobody_binds_nobody(stage):
    wei = stage.users["韦秀英"]
    contact = {"phone_number": "13900000001", "first_name": "韦秀英", "user_id": wei}
    facts = {"message": message(wei) | {"contact": contact}}
    del facts["message"]["text"]
    await stage.app.turns.take({"update_id": 99, **facts})
    await stage.settle()
    assert [line.words[:5] for line in stage.heard] == ["这是别人的"]
