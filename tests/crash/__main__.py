"""By hand: `./run crash --kills 1000 --database sqlite|postgres`, or `… outages`."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path

from tests.crash.lives import Lives, lives_of, parent
from tests.crash.outages import ORDEALS, Ground
from tests.crash.roster import Size
from tests.crash.sweep import Plan, sweep
from tests.crash.table import Told, drawn, outages_drawn
from tests.kit import databases, postgres


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run crash", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("kills", "outages"), default="kills")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--workers", type=int, help="default: one on SQLite, two on PostgreSQL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=tuple(ORDEALS), nargs="+", default=tuple(ORDEALS))
    parser.add_argument("--times", type=int, help="how often an outage is repeated")
    parser.add_argument("--markdown", action="store_true", help="a table to paste")
    return parser.parse_args()


def main() -> int:
    """Run and print the table; 1 when anything is wrong."""
    options = parsed()
    run = _outages if options.what == "outages" else _kills
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bangfu-crash-")))
        told = run(options, folder, stack)
    draw = outages_drawn if options.what == "outages" else drawn
    print(draw(told, markdown=options.markdown))
    return 0 if all(verdict.is_clean and not toll.crashes for toll, verdict in told) else 1


def _kills(options: argparse.Namespace, folder: Path, stack: ExitStack) -> list[Told]:
    if options.database == "sqlite":
        url = databases.sqlite_url(folder / "bangfu.db")
    else:
        server = stack.enter_context(postgres.running())
        url = databases.create_postgres(server, "crash")
    plan = Plan(
        url=url,
        folder=folder,
        kills=options.kills,
        workers=options.workers or (1 if options.database == "sqlite" else 2),
        seed=options.seed,
        size=Size(homes=max(12, min(60, options.kills // 16))),
    )
    return [_alive(folder, lambda lives: sweep(lives, plan))]


def _outages(options: argparse.Namespace, folder: Path, _stack: ExitStack) -> list[Told]:
    told = []
    for name in options.only:
        try:
            told.append(_outage(name, options.times, folder))
        except PermissionError as no:
            print(f"{name} was not played: {no}", file=sys.stderr)
            continue
        print(outages_drawn(told[-1:]), flush=True)
    return told


def _outage(name: str, times: int | None, folder: Path) -> Told:
    play, dose = ORDEALS[name]
    dose.times = times or dose.times
    own = folder / name
    own.mkdir()
    return _alive(own, lambda lives: play(Ground(lives, own), dose))


def _alive(folder: Path, play: Callable[[Lives], Awaitable[Told]]) -> Told:
    async def played() -> Told:
        with parent() as forking:
            async with lives_of(forking, folder) as lives:
                return await play(lives)

    return asyncio.run(played())


if __name__ == "__main__":
    sys.exit(main())
