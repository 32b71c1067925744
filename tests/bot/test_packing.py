"""Documents and kept files on their way out: made just before they are sent."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot import documents, letters
from bot.documents import Made
from bot.replies import Document, Message
from bot.texts import speaking
from domain.files import Kind
from domain.refusals import Refusal, Text
from sandbox.world import Upload
from storage import contents, files, outbox
from storage.database import Database
from storage.files import Content
from tests.kit.pictures import picture
from tests.kit.stage import Stage

NAME = '黄大明 "册".xlsx'


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What goes out is the same from either database."""
    return sqlite_url


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Register a maker that does what is laid out first."""
    laid_out: list[Any] = []

    async def make(database: Database, folder: Path, values: Mapping[str, Any]) -> Made:
        it = laid_out.pop(0)
        if isinstance(it, Exception):
            raise it
        path = await asyncio.to_thread(documents.blank, folder, ".xlsx")
        await asyncio.to_thread(path.write_bytes, it)
        return Made(name=NAME, content=path, caption=Text("Cancelled. Nothing was saved."))

    monkeypatch.setitem(documents._makers, "sample", make)
    return laid_out


async def say(stage: Stage, message: Message, language: str = "zh_CN") -> list[dict[str, Any]]:
    """Let the bot say something to 韦秀英; returns what her phone got."""
    chat = stage.users["韦秀英"]
    before = len(stage.world.chats.by_id[chat].messages)
    with speaking(language):
        now = stage.app.clock()
        parcel = letters.parcel(message, chat, f"sample:{now}:{before}", now, outbox.LETTERS)
    async with stage.app.database.write() as db:
        await outbox.post(db, parcel)
    await stage.settle()
    return list(stage.world.chats.by_id[chat].messages.values())[before:]


def sample(**options: Any) -> Message:
    return Message(document=Document(kind="sample", values={"household": 1}), **options)


async def test_a_document_is_made_and_sent_with_its_name(
    stage: Stage, tmp_path: Path, maker: list[Any]
) -> None:
    maker.append(b"rows")
    (message,) = await say(stage, sample(private=True))
    stored = stage.world.files.by_id[message["document"]["file_id"]]
    assert (message["document"]["file_name"], stored.upload.content) == (NAME, b"rows")
    assert message["document"]["mime_type"] == documents.MIMES[".xlsx"]
    assert message["caption"] == "已取消，什么都没有保存。"
    assert message["has_protected_content"]
    assert list((tmp_path / documents.WORKSHOP).iterdir()) == [], "nothing is left on the disk"


async def test_a_maker_that_refuses_says_why(stage: Stage, maker: list[Any]) -> None:
    maker.append(Refusal("This household is not paired with you."))
    (message,) = await say(stage, sample(keyboard=()), "en")
    assert message["text"] == "This household is not paired with you."


async def test_a_maker_that_breaks_is_no_silence(stage: Stage, maker: list[Any]) -> None:
    maker.append(ValueError("黄大明"))
    (message,) = await say(stage, sample(), "en")
    assert message["text"].startswith("This document could not be made")


async def test_a_document_is_made_again_when_telegram_was_away(
    stage: Stage, maker: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.BACKOFF_S", (0.01,))
    maker += [ConnectionError(), b"rows"]
    monkeypatch.setattr(stage.app.courier, "_sleep", lambda _seconds: asyncio.sleep(0))
    (message,) = await say(stage, sample())
    assert message["document"]["file_name"] == NAME


async def test_nobody_makes_an_unknown_document(tmp_path: Path, stage: Stage) -> None:
    with pytest.raises(LookupError):
        await documents.make(stage.app.database, tmp_path, "nosuch", {})


def test_a_kind_has_one_maker(maker: list[Any]) -> None:
    with pytest.raises(ValueError, match="two makers"):
        documents.register("sample", documents._makers["sample"])


async def received(stage: Stage, kind: Kind, content: bytes | None) -> int:
    """Receive a file that is on its way, or kept with this content."""
    world, user = stage.world, stage.users["韦秀英"]
    if kind is Kind.PHOTO:
        sent = world.send_photo(user, picture(3))["photo"][-1]
    elif kind is Kind.VOICE:
        sent = world.send_voice(user, b"OggS", 2)["voice"]
    else:
        sent = world.send_document(user, Upload(name="表.csv", content=b"a,b"))["document"]
    await stage.settle()
    async with stage.app.database.write() as db:
        helper = stage.roster.people["韦秀英"]
        ids = sent["file_id"], sent["file_unique_id"]
        number = await files.receive(db, helper, kind, *ids, stage.app.clock(), "表.csv")
        file = (await files.known(db, [number]))[number]
        if content is None:
            await files.lose(db, number)
            return number
        digest = content.ljust(16)[-16:]
        folder = stage.app.errands._workplace.folder
        contents.put(folder, stage.app.database.vault, digest, content)
        await files.keep(db, file, Content(digest=digest, size=len(content)))
    return number


async def test_kept_photos_go_out_as_an_album(stage: Stage) -> None:
    kept = [await received(stage, Kind.PHOTO, picture(each)) for each in range(2)]
    lost = await received(stage, Kind.PHOTO, None)
    got = await say(stage, Message(text=Text("Cancel"), files=(*kept, lost), private=True))
    assert [each.get("caption") for each in got] == ["取消", None, None]
    assert len({each["media_group_id"] for each in got}) == 1
    shown = [stage.world.files.by_id[each["photo"][-1]["file_id"]] for each in got]
    assert [each.upload.content for each in shown] == [picture(0), picture(1), picture(3)]
    assert all(each["has_protected_content"] for each in got)


async def test_files_of_every_kind_go_out_one_by_one(stage: Stage) -> None:
    ids = [await received(stage, kind, picture(9)) for kind in Kind]
    got = await say(stage, Message(files=tuple(ids)))
    assert [[kind for kind in Kind if kind in each] for each in got] == [[kind] for kind in Kind]
    assert got[-1]["document"]["file_name"] == "表.csv"


async def test_what_telegram_has_forgotten_costs_the_others_nothing(stage: Stage) -> None:
    kept = [await received(stage, Kind.PHOTO, picture(each)) for each in range(2)]
    lost = [await received(stage, Kind.PHOTO, None) for _ in range(2)]
    stage.world.files.media.clear()
    got = await say(stage, Message(text=Text("Cancel"), files=(lost[0], *kept), private=True))
    assert [each.get("caption") for each in got] == ["取消\n有 1 个文件已经取不到了。", None]
    stage.world.files.media.clear()
    (photo,) = await say(stage, Message(text=Text("Cancel"), files=(lost[0], kept[0])))
    assert photo["photo"]
    stage.world.files.media.clear()
    (message,) = await say(stage, Message(files=tuple(lost)))
    assert message["text"] == "有 2 个文件已经取不到了。"


async def test_what_is_forgotten_leaves_its_words(stage: Stage) -> None:
    (message,) = await say(stage, Message(text=Text("Cancel"), files=(17,)), "en")
    assert message["text"] == "Cancel"


def test_an_album_has_no_buttons() -> None:
    with pytest.raises(ValueError, match="album"):
        Message(files=(1, 2), keyboard=()).call(5)


def again(number: int) -> Message:
    """Say a kept file as many get it."""
    params = {"again": number, "caption": "开会", "parse_mode": "HTML"}
    return Message(method="sendDocument", params=params)


async def test_what_many_get_goes_by_telegrams_id(stage: Stage) -> None:
    number = await received(stage, Kind.DOCUMENT, b"a,b")
    before = len(stage.world.files.by_id)
    (message,) = await say(stage, again(number))
    assert (message["document"]["file_name"], message["caption"]) == ("表.csv", "开会")
    assert len(stage.world.files.by_id) == before, "nothing was uploaded"


async def test_what_telegram_forgot_is_uploaded_again(stage: Stage) -> None:
    number = await received(stage, Kind.DOCUMENT, b"a,b")
    stage.world.files.media.clear()
    (message,) = await say(stage, again(number))
    assert message["caption"] == "开会"
    assert stage.world.files.by_id[message["document"]["file_id"]].upload.content == b"a,b"


async def test_a_file_that_nobody_knows_leaves_the_words(stage: Stage) -> None:
    (message,) = await say(stage, again(5))
    assert message["text"] == "开会"
