"""What people send is fetched, re-encoded and sealed, whatever happens on the way."""

import asyncio
import os
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import update
from structlog.testing import capture_logs

from bot import clearing, keeping
from bot.telegram import NotSent, Rejected, TooLarge, Unanswered
from domain.files import MOST_ATTEMPTS, File, Kind, State
from reminders import purges
from sandbox.world import Upload
from storage import contents, files
from storage.tables import FileRow
from storage.vault import WrongKey
from tests.kit.stage import Stage


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Leases on both databases are tested with the storage."""
    return sqlite_url


def picture(colour: int = 90, size: tuple[int, int] = (64, 48)) -> bytes:
    """Make a picture with light and shade in it, and a word of the phone."""
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    image.paste((colour, 9, 9), (0, 0, 8, 8))
    exif = Image.Exif()
    exif[0x010F] = "Huawei"
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


async def sent(stage: Stage, content: bytes, kind: Kind = Kind.PHOTO) -> int:
    """Note a file as a handler does, without fetching it."""
    world, user = stage.world, stage.users["韦秀英"]
    if kind is Kind.PHOTO:
        media: dict[str, Any] = world.send_photo(user, content)["photo"][-1]
    elif kind is Kind.VOICE:
        media = world.send_voice(user, content)["voice"]
    else:
        media = world.send_document(user, Upload(name="表.xlsx", content=content))["document"]
    ids = media["file_id"], media["file_unique_id"]
    async with stage.app.database.write() as db:
        helper = stage.roster.people["韦秀英"]
        return await files.receive(db, helper, kind, *ids, stage.app.clock())


async def known(stage: Stage, number: int) -> File:
    async with stage.app.database.read() as db:
        return (await files.known(db, [number]))[number]


def folder(stage: Stage) -> Path:
    return stage.app.errands._workplace.folder


def shelf(stage: Stage) -> list[Path]:
    return [path for path in (folder(stage) / contents.SHELF).rglob("*") if path.is_file()]


async def kept(stage: Stage, number: int) -> bytes:
    return await keeping.content(stage.app.database, folder(stage), number)


async def test_a_photo_is_kept_as_its_pixels_and_sealed(stage: Stage) -> None:
    number = await sent(stage, picture())
    with pytest.raises(FileNotFoundError):
        await kept(stage, number)
    await stage.settle()
    file = await known(stage, number)
    content = await kept(stage, number)
    assert (file.state, file.size) == (State.KEPT, len(content))
    assert Image.open(BytesIO(content)).size == (64, 48)
    assert b"Huawei" not in content
    (path,) = shelf(stage)
    assert path.stat().st_mode & 0o777 == 0o600
    assert content[:40] not in path.read_bytes()


@pytest.mark.parametrize("kind", [Kind.VOICE, Kind.DOCUMENT])
async def test_other_files_are_kept_as_they_are(stage: Stage, kind: Kind) -> None:
    number = await sent(stage, b"OggS" + bytes(5000), kind)
    await stage.settle()
    assert await kept(stage, number) == b"OggS" + bytes(5000)


async def test_equal_pictures_share_one_file(stage: Stage) -> None:
    first, second = await sent(stage, picture()), await sent(stage, picture())
    third = await sent(stage, picture(200))
    await stage.settle()
    assert (await known(stage, first)).digest == (await known(stage, second)).digest
    assert await kept(stage, first) != await kept(stage, third)
    assert len(shelf(stage)) == 2


async def test_a_content_in_anothers_place_does_not_open(stage: Stage) -> None:
    ids = [await sent(stage, picture(each)) for each in (9, 200)]
    await stage.settle()
    one, other = shelf(stage)
    other.write_bytes(one.read_bytes())
    with pytest.raises(WrongKey):
        [await kept(stage, number) for number in ids]


async def test_a_picture_saved_and_sent_again_is_known(stage: Stage) -> None:
    first = await sent(stage, picture(90, (640, 480)))
    await stage.settle()
    again = BytesIO()
    Image.open(BytesIO(await kept(stage, first))).resize((500, 375)).save(
        again, "JPEG", quality=60
    )
    second = await sent(stage, again.getvalue())
    await stage.settle()
    async with stage.app.database.write() as db:
        await files.link(db, [first], "visit:1")
        found = await files.used_before(db, [second])
    assert found == {second: ("visit:1", (await known(stage, first)).received_at)}


async def test_what_is_no_picture_is_lost_and_its_sender_is_told(stage: Stage) -> None:
    number = await sent(stage, b"hello")
    with capture_logs() as said:
        await stage.settle()
    assert (await known(stage, number)).state is State.LOST
    assert {
        "file": number,
        "why": "no_picture",
        "event": "a file is lost",
        "log_level": "error",
    } in said
    assert stage.heard[-1].words.startswith("您 03-02 09:00 发的照片没能保存下来")
    assert shelf(stage) == []
    with pytest.raises(FileNotFoundError):
        await kept(stage, number)


async def test_a_document_that_is_lost_is_its_handlers_business(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await sent(stage, b"x", Kind.DOCUMENT)
    answering(stage, monkeypatch, TooLarge())
    heard = list(stage.heard)
    while await stage.app.errands.settled():
        pass
    assert (await known(stage, number)).state is State.LOST
    assert stage.heard == heard


def answering(stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """Let every download end like this."""

    async def download(_file_id: str, _most: int) -> bytes:
        raise fault

    monkeypatch.setattr(stage.app.telegram, "download", download)


async def due_again(stage: Stage) -> None:
    async with stage.app.database.write() as db:
        await db.execute(update(FileRow).values(lease_until=None))


@pytest.mark.parametrize(
    "fault",
    [NotSent(), Unanswered(), Rejected(502, "Bad Gateway"), Rejected(429, "Slowly", 7), OSError()],
    ids=str,
)
async def test_an_outage_costs_no_attempt(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    number = await sent(stage, picture())
    with monkeypatch.context() as patch:
        answering(stage, patch, fault)
        for _ in range(MOST_ATTEMPTS + 2):
            await stage.app.errands.settled()
            await due_again(stage)
    file = await known(stage, number)
    assert (file.state, file.attempts) == (State.WAITING, 0)
    await stage.app.errands.settled()
    assert (await known(stage, number)).state is State.KEPT


@pytest.mark.parametrize("fault", [Rejected(400, "wrong file_id"), ZeroDivisionError("黄大明")])
async def test_what_fails_five_times_is_lost(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    number = await sent(stage, picture())
    answering(stage, monkeypatch, fault)
    with capture_logs() as said:
        for attempt in range(1, MOST_ATTEMPTS + 1):
            assert (await known(stage, number)).state is State.WAITING
            await stage.app.errands.settled()
            assert (await known(stage, number)).attempts == attempt
            await due_again(stage)
    assert (await known(stage, number)).state is State.LOST
    assert "黄大明" not in str(said)


async def test_what_kills_whoever_fetches_it_is_lost(stage: Stage) -> None:
    number = await sent(stage, picture())
    async with stage.app.database.write() as db:
        await db.execute(update(FileRow).values(attempts=MOST_ATTEMPTS))
    await stage.app.errands.settled()
    assert (await known(stage, number)).state is State.LOST


async def test_two_workers_keep_a_file_once(stage: Stage) -> None:
    ids = [await sent(stage, picture(each)) for each in range(6)]
    place = stage.app.errands._workplace
    counts = await asyncio.gather(*[keeping.fetch(place) for _ in range(3)])
    assert sum(counts) == 6
    assert {(await known(stage, number)).attempts for number in ids} == {1}


async def test_nothing_half_written_is_left(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    number = await sent(stage, picture())

    def full(_handle: int) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert await keeping.fetch(stage.app.errands._workplace) == 1
    assert shelf(stage) == []
    await due_again(stage)
    await stage.app.errands.settled()
    assert (await known(stage, number)).state is State.KEPT


Age = Callable[[Path], None]


@pytest.fixture
def aged() -> Age:
    def make_old(path: Path) -> None:
        os.utime(path, (1, 1))

    return make_old


async def test_contents_that_no_file_has_are_cleared(stage: Stage, aged: Age) -> None:
    number = await sent(stage, picture())
    await stage.settle()
    hour = int(stage.app.clock().timestamp()) // 3600 + 1
    digests = [bytes([(hour + 0) % 256, each]) + bytes(14) for each in range(2)]
    for digest in digests:
        contents.put(folder(stage), stage.app.database.vault, digest, b"x")
    aged(contents.path_of(folder(stage), digests[0]))
    left = folder(stage) / "made" / "left.xlsx"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"x")
    await stage.play("-- 2026-03-02 10:30")
    assert left.exists(), "somebody may be writing it"
    aged(left)
    await stage.play("-- 2026-03-02 10:31")
    names = {path.name for path in shelf(stage)}
    assert (digests[0].hex() in names, digests[1].hex() in names) == (False, True)
    assert await kept(stage, number)
    await clearing.clear(stage.app.errands._workplace)
    await stage.play("-- 2026-03-02 11:31")
    assert not left.exists()


async def test_a_content_wanted_again_meanwhile_stays(stage: Stage, aged: Age) -> None:
    digest = bytes(16)
    vault = stage.app.database.vault
    contents.put(folder(stage), vault, digest, b"x")
    aged(contents.path_of(folder(stage), digest))
    assert contents.shelved(folder(stage), 0, 3600) == [digest]
    contents.put(folder(stage), vault, digest, b"x")
    contents.remove(folder(stage), [digest], 3600)
    assert contents.get(folder(stage), vault, digest) == b"x"


async def test_files_that_belong_to_nothing_are_forgotten(stage: Stage) -> None:
    ids = [await sent(stage, picture(each, (320, 240))) for each in range(2)]
    await stage.settle()
    async with stage.app.database.write() as db:
        await files.link(db, ids[:1], "visit:1")
    now = stage.app.clock() + timedelta(days=31)
    for day, left in ((now - timedelta(days=2), ids), (now, ids[:1])):
        await purges.purge(stage.app.database, day)
        async with stage.app.database.read() as db:
            assert sorted(await files.known(db, ids)) == left
