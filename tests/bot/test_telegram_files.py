"""Files to and from Telegram over real HTTP, as the sandbox serves them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import app as bot_app
from bot import letters
from bot.replies import Message
from bot.settings import Settings
from bot.telegram import Attachment, NotSent, Rejected, Telegram, TooLarge, Unanswered
from domain.files import State
from sandbox import server
from sandbox.world import Upload, World
from storage import files, outbox, people
from tests.bot.conftest import until
from tests.kit.pictures import picture

NAME = '帮扶手册 "黄大明" 2026.pdf'


@dataclass
class Reached:
    world: World
    telegram: Telegram
    user: int


@pytest.fixture
async def reached() -> AsyncIterator[Reached]:
    """Serve a world over HTTP and reach it as the bot does."""
    world = World(limits=False)
    user = world.add_user("韦秀英", started=True)["id"]
    served = await server.serve(world)
    telegram = Telegram(served.api_base, world.token)
    yield Reached(world, telegram, user)
    await telegram.close()
    await served.close()


def sent(reached: Reached, content: bytes) -> str:
    """Let somebody send a document; returns its id."""
    upload = Upload(name="表.xlsx", content=content)
    number: str = reached.world.send_document(reached.user, upload)["document"]["file_id"]
    return number


async def test_what_somebody_sent_is_fetched(reached: Reached) -> None:
    content = bytes(range(256)) * 3000
    assert await reached.telegram.download(sent(reached, content)) == content


async def test_what_is_too_large_is_fetched_no_further(reached: Reached) -> None:
    with pytest.raises(TooLarge):
        await reached.telegram.download(sent(reached, b"x" * 1001), most=1000)
    with pytest.raises(TooLarge):
        await reached.telegram.download(sent(reached, bytes(20 * 1024 * 1024 + 1)))


async def test_what_nobody_sent_is_refused(reached: Reached) -> None:
    with pytest.raises(Rejected) as no:
        await reached.telegram.download("BQACAgUAAxkBAAI1")
    assert no.value.code == 400
    with pytest.raises(Rejected) as no:
        await reached.telegram._fetch("documents/file_1", 1000)
    assert no.value.code == 404


@pytest.mark.parametrize("from_disk", [False, True])
async def test_a_document_arrives_with_its_chinese_name(
    reached: Reached, tmp_path: Path, from_disk: bool
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"%PDF-")
    file = Attachment(name=NAME, content=path if from_disk else b"%PDF-", mime="application/pdf")
    params = {"chat_id": reached.user, "caption": "册", "protect_content": True}
    message = await reached.telegram.call("sendDocument", params, {"document": file})
    document = message["document"]
    assert (document["file_name"], document["mime_type"]) == (NAME, "application/pdf")
    assert await reached.telegram.download(document["file_id"]) == b"%PDF-"
    assert message["caption"] == "册"


@pytest.fixture
async def broken(unused_tcp_port: int) -> AsyncIterator[Telegram]:
    """Reach a server that gives a path and then half a file."""

    async def known(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"file_path": "a/b c"}})

    async def half(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"x" * 10)
        assert request.transport is not None
        request.transport.abort()
        return answer

    app = web.Application()
    app.add_routes([web.post("/bot1:x/getFile", known), web.get("/file/bot1:x/a/b c", half)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    telegram = Telegram(f"http://127.0.0.1:{unused_tcp_port}", "1:x")
    yield telegram
    await telegram.close()
    await runner.cleanup()


async def test_half_a_file_is_no_file(broken: Telegram) -> None:
    with pytest.raises(Unanswered) as silence:
        await broken.download("x")
    assert "1:x" not in repr(silence.value)
    assert silence.value.__cause__ is None


async def test_a_path_that_is_none_is_no_answer(
    broken: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def known(*_args: Any) -> dict[str, Any]:
        return {}

    monkeypatch.setattr(broken, "call", known)
    with pytest.raises(Unanswered):
        await broken.download("x")


async def test_a_server_that_is_not_there_gives_no_file(unused_tcp_port: int) -> None:
    telegram = Telegram(f"http://127.0.0.1:{unused_tcp_port}", "1:x")
    with pytest.raises(NotSent):
        await telegram._fetch("x", 10)
    await telegram.close()


async def test_a_running_bot_keeps_what_came_and_sends_it_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The whole way over HTTP: fetched after a word, sealed, sent back under protection."""
    world = World(limits=False)
    user = world.add_user("韦秀英", phone="13900000001", started=True)["id"]
    served = await server.serve(world)
    settings = Settings(
        bot_token=world.token, api_base=served.api_base, database_url=sqlite_url, data_dir=tmp_path
    )
    photo = world.send_photo(user, picture(5))["photo"][-1]
    async with bot_app.assembled(settings) as app:
        async with app.database.write() as db:
            person = await people.add(db, "韦秀英", "13900000001")
            ids = photo["file_id"], photo["file_unique_id"]
            number = await files.receive(db, person, "photo", *ids, app.clock())
        app.errands.wake()

        async def is_kept() -> bool:
            async with app.database.read() as db:
                return (await files.known(db, [number]))[number].state is State.KEPT

        await until(is_kept)
        world.files.by_id.clear()  # the ids of a bot that lost its token
        message = letters.parcel(
            Message(files=(number,), private=True), user, "back", app.clock(), outbox.REPLIES
        )
        async with app.database.write() as db:
            await outbox.post(db, message)
        await until(lambda: [m for m in world.history(user) if m["from"]["is_bot"]])
    sent = world.history(user)[-1]
    assert sent["has_protected_content"]
    stored = world.files.by_id[sent["photo"][-1]["file_id"]]
    assert stored.upload.content.startswith(b"\xff\xd8")
    await served.close()
