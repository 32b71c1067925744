"""`./run import`: checks a file, says what it would change, and writes when told to."""

from contextlib import suppress
from pathlib import Path

from bot.clock import wall_clock
from bot.import_plans import (
    SCATTERED,
    Sender,
    Sent,
    Understood,
    guessed,
    pieces_of,
    understood,
)
from bot.opening import open_database
from bot.settings import Settings
from bot.texts import LANGUAGES, _, said, speaking
from domain.calendar import local_day
from domain.refusals import Text
from imports import mistakes
from imports.drafts import Scattered
from imports.limits import Unreadable
from imports.plan import Kind, Mistake
from storage.database import Database
from storage.imports import Counts, apply_piece

NAMES = {
    Kind.AREAS: "区域",
    Kind.PEOPLE: "人员",
    Kind.HOUSEHOLDS: "农户",
    Kind.PAIRINGS: "结对",
}
SHOWN_MISTAKES = 5


async def run(settings: Settings, kind: str, path: Path, *, write: bool) -> int:
    """Check a file and print what it would change; write it when told to and nothing is wrong."""
    try:
        await guessed(path)  # a file that cannot be read makes no database
        return await _imported(settings, Kind(kind), path, write=write)
    except Unreadable as refusal:
        _print_in_every_language(refusal.text)
        return 1


async def _imported(settings: Settings, kind: Kind, path: Path, *, write: bool) -> int:
    database = await open_database(settings)
    try:
        plan, counts = await imported(database, kind, path, write=write)
        if not plan.is_clean:
            _print_mistakes(plan, _write_workbook(settings, plan))
            return 1
        _print_counts(plan, path, counts, write=write)
    finally:
        await database.close()
    return 0


async def imported(
    database: Database, kind: Kind, path: Path, *, write: bool
) -> tuple[Understood, Counts]:
    """Read a file and apply all of it, or nothing when there is a mistake.

    Raises:
        Unreadable: whatever is wrong with the file.
    """
    sent = Sent(kind=kind, source=path, sender=Sender(), today=local_day(wall_clock()))
    apply = _written if write else _counted
    try:
        return await apply(database, sent, None)
    except Scattered:
        return await apply(database, sent, SCATTERED)


async def _counted(
    database: Database, sent: Sent, checked_as: str | None
) -> tuple[Understood, Counts]:
    counts = Counts()
    async with understood(database, sent, checked_as) as plan, database.read() as db:
        async for piece in pieces_of(plan):
            counts += await apply_piece(sent.kind, db, piece, plan.absent, write=False)
    return plan, counts


async def _written(
    database: Database, sent: Sent, checked_as: str | None
) -> tuple[Understood, Counts]:
    """Write in one transaction, which begins when there is something to write."""
    counts = Counts()
    async with understood(database, sent, checked_as) as plan:
        pieces = pieces_of(plan)
        piece = await anext(pieces, None)
        with suppress(_Mistaken):
            async with database.write() as db:
                while piece is not None:
                    counts += await apply_piece(sent.kind, db, piece, plan.absent)
                    piece = await anext(pieces, None)
                if not plan.is_clean:
                    raise _Mistaken
    return plan, counts


class _Mistaken(Exception):
    """What was written until now is rolled back."""


def _write_workbook(settings: Settings, plan: Understood) -> Path:
    """Write every mistake for whoever made the file; it holds personal data."""
    path = settings.data_dir / f"错误-{plan.kind}-{local_day(wall_clock())}.xlsx"
    path.touch(mode=0o600)
    mistakes.write(path, plan.mistakes, _)
    return path


def _print_in_every_language(text: Text) -> None:
    for language in LANGUAGES:
        with speaking(language):
            print(said(text))


def _print_mistakes(plan: Understood, workbook: Path) -> None:
    number = len(plan.mistakes)
    print(f"{NAMES[plan.kind]}：共 {plan.rows} 行，发现 {number} 处错误，什么也没有写入。")
    for mistake in plan.mistakes[:SHOWN_MISTAKES]:
        print(f"  {_place(mistake)}：{said(mistake.reason)}{said(mistake.remedy)}")
    if number > SHOWN_MISTAKES:
        print(f"  …… 另有 {number - SHOWN_MISTAKES} 处")
    print(f"全部错误和改法见：{workbook}")
    print(f"{number} mistakes in {plan.rows} rows, nothing was written. The file lists them all.")


def _place(mistake: Mistake) -> str:
    column = f"「{mistake.column}」" if mistake.column else ""
    return f"第 {mistake.row} 行{column}"


def _print_counts(plan: Understood, path: Path, counts: Counts, *, write: bool) -> None:
    new, changed, same = counts.new, counts.changed, counts.same
    print(f"{NAMES[plan.kind]}：{path.name} 共 {plan.rows} 行，没有错误。")
    print(f"新增 {new}，更改 {changed}，不变 {same}。")
    said_in_chinese, said_in_english = _outcome(counts, write=write)
    print(said_in_chinese)
    print(f"{new} new, {changed} changed, {same} the same. {said_in_english}")


def _outcome(counts: Counts, *, write: bool) -> tuple[str, str]:
    if not counts.new and not counts.changed:
        return "没有需要写入的内容。", "Nothing to write."
    if write:
        return "已写入。", "Written."
    return (
        "还没有写入。确认无误后，加上 --yes 再运行一次。",
        "Nothing was written yet; add --yes to write.",
    )
