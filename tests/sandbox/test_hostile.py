"""Whatever a bot or a page sends, the answer is a result or a worded refusal, never a crash."""

import contextlib
import inspect
import random

import pytest

from sandbox import api, deeds, schema
from sandbox.world import ApiError, Impossible

ODD: list[object] = [
    None, True, False, 0, -1, 1, 1001, 2**63, 1.5, "", " ", "x", "1001", "1", "true", "[]", "{}",
    "[1]", "null", "attach://x", "http://x", "你" * 70, "<b>", "<b>x</b>", "HTML", [], {}, [[]],
    [{}], [None], {"type": "x"}, {"type": "chat"}, {"type": "photo", "media": "attach://x"},
    {"message_id": 1}, {"keyboard": [[]]}, {"keyboard": [[{"text": ""}]]},
    {"inline_keyboard": [[{"text": "x", "url": "x"}]]}, {"force_reply": True},
    [{"type": "bold", "offset": -5, "length": 99}], [{"type": "emoji", "emoji": "👍"}],
    [{"type": "text_link", "offset": 0, "length": 1}], {"type": "chat", "chat_id": "@x"},
    {"remove_keyboard": False}, [1, 2, 3], [{"command": "x", "description": "x"}], "\ud83d",
]  # fmt: skip


def fitting(kind):
    """Choose the odd values that are of the right type, so that they get further."""
    found = []
    for value in ODD:
        with contextlib.suppress(schema.Mismatch):
            schema._reader(kind)(value, "", schema.LENIENT)
            found.append(value)
    return found or ODD


def odd_request(chance, fields, fits, wei):
    needed = [name for name, field in fields.items() if field["required"]]
    others = [name for name in fields if name not in {*needed, "timeout"}]
    chosen = needed + chance.sample(others, chance.randint(0, min(3, len(others))))
    params = {name: chance.choice(fits[name]) for name in chosen}
    usual = {"chat_id": wei, "from_chat_id": wei, "message_id": 1, "parse_mode": "HTML"}
    return params | {name: value for name, value in usual.items()
                     if name in fields and chance.random() < 0.7}  # fmt: skip


@pytest.mark.parametrize("method", sorted(api.METHODS))
async def test_no_request_crashes_the_api(world, wei, method):
    chance = random.Random(method)
    fields = schema.table()["methods"][method]
    fits = {name: fitting(field["type"]) for name, field in fields.items()}
    await world.call("sendMessage", {"chat_id": wei, "text": "x"})
    for _ in range(150):
        with contextlib.suppress(ApiError):
            await world.call(method, odd_request(chance, fields, fits, wei))


@pytest.mark.parametrize("deed", sorted(deeds.DEEDS))
async def test_no_deed_crashes_the_desk(world, wei, deed):
    chance = random.Random(deed)
    known = list(inspect.signature(deeds.DEEDS[deed]).parameters)[1:]
    for _ in range(150):
        chosen = chance.sample(known, chance.randint(0, len(known)))
        details = {name: chance.choice(ODD) for name in chosen} | {"user_id": wei}
        if "user_id" not in known:
            del details["user_id"]
        with contextlib.suppress(Impossible):
            result = deeds.do(world, deed, details)
            if inspect.isawaitable(result):
                await result
