"""Files people sent, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.files import File, Kind, State
from storage import files
from storage.database import Database
from storage.files import Content
from storage.tables import FileRow
from tests.kit import cast
from tests.storage.conftest import NOW

LIKENESS = int("a5c3" * 16, 16)


@pytest.fixture
def helper(village: cast.Roster) -> int:
    return village.people["韦秀英"]


async def photo(database: Database, helper: int, unique_id: str = "AQAD1", days: int = 0) -> int:
    """Receive a photo."""
    async with database.write() as db:
        return await files.receive(
            db, helper, "photo", f"id of {unique_id}", unique_id, NOW + timedelta(days=days)
        )


async def kept(database: Database, number: int, digest: bytes, likeness: int | None) -> None:
    """Keep what was received."""
    content = Content(digest=digest, size=1000, likeness=likeness)
    async with database.write() as db:
        await files.keep(db, (await files.known(db, [number]))[number], content)


async def linked(database: Database, number: int, subject: str) -> None:
    async with database.write() as db:
        await files.link(db, [number], subject)


async def used(database: Database, *ids: int) -> dict[int, str]:
    async with database.read() as db:
        found = await files.used_before(db, ids)
    return {number: subject for number, (subject, _) in found.items()}


async def test_what_was_received_is_known(database: Database, helper: int) -> None:
    number = await photo(database, helper)
    async with database.read() as db:
        found = await files.known(db, [number, 17])
    assert found == {
        number: File(
            id=number,
            person_id=helper,
            kind=Kind.PHOTO,
            state=State.WAITING,
            telegram_id="id of AQAD1",
            unique_id="AQAD1",
            received_at=NOW,
        )
    }


async def test_a_document_keeps_its_name(database: Database, helper: int) -> None:
    async with database.write() as db:
        sent = await files.receive(db, helper, "document", "BQ", "AgAD", NOW, "户.xlsx")
        await files.keep(db, (await files.known(db, [sent]))[sent], Content(digest=b"d", size=9))
        file = (await files.known(db, [sent]))[sent]
    assert (file.name, file.state, file.digest, file.size) == ("户.xlsx", State.KEPT, b"d", 9)


async def test_a_file_belongs_to_what_it_was_linked_with_first(
    database: Database, helper: int
) -> None:
    first, second = await photo(database, helper), await photo(database, helper)
    async with database.write() as db:
        await files.link(db, [first, second], "visit:1")
        await files.link(db, [second], "change:2")
        subjects = await db.execute(select(FileRow.id, FileRow.subject).order_by(FileRow.id))
        assert subjects.all() == [(first, "visit:1"), (second, "visit:1")]


async def test_a_file_is_leased_once(database: Database, helper: int) -> None:
    number = await photo(database, helper)
    async with database.write() as db:
        assert await files.any_due(db)
        assert [file.attempts for file in await files.claim(db, "a", 5)] == [1]
        assert not await files.any_due(db)
        assert await files.claim(db, "b", 5) == []
        await db.execute(update(FileRow).values(lease_until=NOW - timedelta(days=999)))
        assert [file.id for file in await files.claim(db, "b", 5)] == [number]


@pytest.mark.parametrize(("counts", "attempts"), [(True, 2), (False, 1)])
async def test_what_is_put_off_is_not_due(
    database: Database, helper: int, counts: bool, attempts: int
) -> None:
    await photo(database, helper)
    async with database.write() as db:
        (file,) = await files.claim(db, "a", 5)
        await files.put_off(db, file, 60, counts=counts)
        assert not await files.any_due(db)
        await files.put_off(db, file, -60, counts=counts)
        assert [it.attempts for it in await files.claim(db, "a", 5)] == [attempts]


async def test_what_is_lost_is_claimed_no_more(database: Database, helper: int) -> None:
    number = await photo(database, helper)
    async with database.write() as db:
        await files.lose(db, number)
        assert not await files.any_due(db)
        assert (await files.known(db, [number]))[number].state is State.LOST


@pytest.mark.parametrize(
    ("unique_id", "digest", "likeness", "is_used"),
    [
        ("AQAD1", b"other", None, True),
        ("AQAD2", b"same", None, True),
        ("AQAD2", b"other", LIKENESS ^ 0b1011, True),
        ("AQAD2", b"other", LIKENESS ^ (2**40 - 1), False),
        ("AQAD2", b"other", None, False),
    ],
    ids=["the same id", "the same pixels", "alike", "hardly alike", "another"],
)
async def test_a_picture_used_before_is_found(
    database: Database,
    helper: int,
    unique_id: str,
    digest: bytes,
    likeness: int | None,
    is_used: bool,
) -> None:
    first = await photo(database, helper)
    await kept(database, first, b"same", LIKENESS)
    second = await photo(database, helper, unique_id, days=30)
    await kept(database, second, digest, likeness)
    assert await used(database, second) == {}, "the first is in a draft only"
    await linked(database, first, "visit:1")
    assert await used(database, second) == ({second: "visit:1"} if is_used else {})


async def test_the_first_use_stays_the_first(database: Database, helper: int) -> None:
    first, second = await photo(database, helper), await photo(database, helper, days=1)
    third = await photo(database, helper, days=2)
    await linked(database, first, "visit:1")
    await linked(database, second, "visit:2")
    assert await used(database, first, second, third) == {second: "visit:1", third: "visit:1"}
    await linked(database, third, "visit:1")
    assert await used(database, third) == {third: "visit:2"}, "twice in one visit is no reuse"


async def test_nearly_even_pictures_are_not_alike(database: Database, helper: int) -> None:
    first, second = await photo(database, helper), await photo(database, helper, "AQAD2")
    await kept(database, first, b"a", 0)
    await kept(database, second, b"b", 1)
    await linked(database, first, "visit:1")
    assert await used(database, second) == {}
