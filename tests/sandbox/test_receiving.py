"""How updates reach a bot: polls, conflicts, expiry, redelivery, the webhook."""

import asyncio
from collections import defaultdict
from datetime import timedelta

import pytest
from aiohttp import web

from sandbox import webhooks
from sandbox.world import ApiError


def ids(updates):
    return [update["update_id"] for update in updates]


async def test_updates_stay_until_the_offset_confirms_them(world, wei):
    for text in "一二三":
        world.send_text(wei, text)
    first = await world.call("getUpdates")
    assert await world.call("getUpdates") == first
    assert await world.call("getUpdates", {"offset": str(first[1]["update_id"])}) == first[1:]
    assert await world.call("getUpdates", {"offset": -1}) == first[2:]
    assert await world.call("getUpdates", {"limit": 1}) == first[2:]
    assert await world.call("getUpdates", {"offset": first[2]["update_id"] + 1}) == []


async def test_a_poll_waits_and_wakes(world, wei):
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(world.call("getUpdates", {"timeout": 5}))
        await asyncio.sleep(0.01)
        assert not poll.done()
        world.send_text(wei, "一")
    assert poll.result()[0]["message"]["text"] == "一"


async def test_of_two_pollers_the_older_is_turned_away(world, wei):
    async with asyncio.TaskGroup() as tasks:
        older = tasks.create_task(refusal(world.call("getUpdates", {"timeout": 5})))
        await asyncio.sleep(0.01)
        newer = tasks.create_task(world.call("getUpdates", {"timeout": 5}))
        code, words = await older
        assert (code, "terminated by other getUpdates request" in words) == (409, True)
        world.send_text(wei, "一")
    assert len(newer.result()) == 1


async def refusal(call):
    with pytest.raises(ApiError) as refused:
        await call
    return refused.value.code, refused.value.description


async def test_no_polling_while_a_webhook_is_set(world):
    await world.call("setWebhook", {"url": "https://bangfu.example/hook"})
    code, words = await refusal(world.call("getUpdates"))
    assert (code, "webhook is active" in words) == (409, True)
    await world.call("deleteWebhook")
    assert await world.call("getUpdates") == []


async def test_setting_a_webhook_ends_a_poll(world):
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(refusal(world.call("getUpdates", {"timeout": 5})))
        await asyncio.sleep(0.01)
        await world.call("setWebhook", {"url": "https://bangfu.example/hook"})
    assert poll.result() == (409, "Conflict: terminated by setWebhook request")


async def test_messages_are_kept_a_day_and_presses_150_seconds(world, wei):
    buttons = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    sent = await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": buttons})
    world.send_text(wei, "一")
    world.press(wei, sent["message_id"], "ok")
    assert len(world.updates.pending()) == 2
    world.clock.move_by(timedelta(seconds=151))
    assert len(world.updates.pending()) == 1
    world.clock.move_by(timedelta(hours=24))
    assert world.updates.pending() == []


async def test_only_the_kinds_asked_for_are_queued(world, wei):
    message = world.send_text(wei, "一")
    world.react(wei, message["message_id"], "👍")
    assert len(world.updates.pending()) == 1
    await world.call("getUpdates", {"allowed_updates": '["message_reaction"]', "offset": -1})
    world.react(wei, message["message_id"], "❤")
    world.send_text(wei, "二")
    assert "message_reaction" in world.updates.pending()[-1]


async def test_a_confirmed_update_can_come_again(world, wei):
    world.send_text(wei, "一")
    [update] = await world.call("getUpdates")
    offset = {"offset": update["update_id"] + 1}
    assert await world.call("getUpdates", offset) == []
    world.updates.redeliver(update["update_id"])
    assert await world.call("getUpdates", offset) == [update]
    assert await world.call("getUpdates", offset) == []


async def test_a_press_sent_twice_by_the_app_has_new_ids(world, wei):
    buttons = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    sent = await world.call("sendMessage", {"chat_id": wei, "text": "?", "reply_markup": buttons})
    world.duplicate_press(world.press(wei, sent["message_id"], "ok"))
    first, second = (update["callback_query"] for update in world.updates.pending())
    assert first["data"] == second["data"]
    assert first["id"] != second["id"]


class Hook:
    """A bot's webhook that fails when told to."""

    def __init__(self):
        self.url = ""
        self.seen, self.secrets, self.failures = defaultdict(list), set(), {}

    async def receive(self, request):
        self.secrets.add(request.headers.get(webhooks.SECRET_HEADER))
        message = (await request.json())["message"]
        await asyncio.sleep(0.005)
        if self.failures.get(message["text"], 0):
            self.failures[message["text"]] -= 1
            return web.Response(status=500)
        self.seen[message["chat"]["id"]].append(message["text"])
        answer = {"method": "sendMessage", "chat_id": message["chat"]["id"], "text": "收到"}
        return web.json_response(answer if message["text"] == "1" else {})


@pytest.fixture
async def hook():
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def until(condition, within_s=5):
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 (the world has no event for everything)
            await asyncio.sleep(0.01)


async def test_a_webhook_gets_each_chat_in_order_and_failures_again(
    world, wei, served, hook, monkeypatch
):
    monkeypatch.setattr(webhooks, "FIRST_RETRY_S", 0.02)
    lu = world.add_user("陆", started=True)["id"]
    hook.failures = {"0": 2}
    await world.call("setWebhook", {"url": hook.url, "secret_token": "s3cret"})
    for number in range(5):
        world.send_text(wei, str(number))
        world.send_text(lu, str(number))
    await until(lambda: not world.updates.pending())
    assert hook.seen == {wei: list("01234"), lu: list("01234")}
    assert hook.secrets == {"s3cret"}
    status = await world.call("getWebhookInfo")
    assert "500" in status["last_error_message"]
    assert status["pending_update_count"] == 0
    texts = [message["text"] for message in world.history(wei)]
    assert texts.count("收到") == 1


@pytest.mark.parametrize("url", ["http://elsewhere.example/", "ftp://127.0.0.1/", "nonsense"])
async def test_a_webhook_needs_https_except_on_this_machine(world, url):
    code, words = await refusal(world.call("setWebhook", {"url": url}))
    assert (code, "HTTPS" in words) == (400, True)
