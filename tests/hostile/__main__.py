"""The hostile half of the proof harness: `./run hostile COMMAND`."""

import argparse
import asyncio
import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.crash.roster import Size
from tests.hostile import flood as flooding
from tests.hostile import outcomes, stale
from tests.hostile import soak as soaking
from tests.hostile.crowd import district
from tests.hostile.presses import Presses, by_the_wrong, with_forged_numbers
from tests.hostile.scene import EVERYTHING, begun
from tests.hostile.standing import standing
from tests.hostile.village import founded
from tests.kit import databases, postgres
from tests.kit.stage import opened

A_BATCH = 100


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run hostile", description=__doc__)
    commands = parser.add_subparsers(required=True)
    mutations = commands.add_parser("mutations", help="damaged updates, generated from recorded")
    mutations.add_argument("--count", type=int, default=10_000)
    mutations.set_defaults(work=mutate)
    pressed = commands.add_parser("presses", help="forged, stale and foreign, by handler")
    pressed.set_defaults(work=press)
    soaked = commands.add_parser("soak", help="a steady day: memory, latency, what is left")
    soaked.add_argument("--minutes", type=float, default=10)
    soaked.add_argument("--rate", type=float, default=20, help="what people say, a second")
    soaked.set_defaults(work=endure)
    flooded = commands.add_parser("flood", help="one sends without a pause beside 50 others")
    flooded.add_argument("--seconds", type=float, default=60, help="of each of three stretches")
    flooded.add_argument("--rate", type=float, default=15, help="what the others say, a second")
    flooded.set_defaults(work=inundate)
    for command in commands.choices.values():
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    return parser.parse_args()


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Make an empty database for the time of the block; give its URL."""
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        if kind == "sqlite":
            yield databases.sqlite_url(folder / "bangfu.db")
        else:
            server = stack.enter_context(postgres.running())
            yield databases.create_postgres(server, "hostile")


async def mutate(options: argparse.Namespace, url: str, folder: Path) -> bool:
    """Let damaged updates in, one by one; people who have no part in it go on every day."""
    log = io.StringIO()
    with contextlib.redirect_stdout(log):
        async with founded(url, folder) as village:
            mutator, came = village.mutator(options.seed), []
            for begun in range(0, options.count, A_BATCH):
                came += await village.feed(mutator, min(A_BATCH, options.count - begun))
                await village.next_day()
            found: dict[str, Sequence[object]] = {
                "not noted": await village.unnoted(came),
                "done in others' names": await village.wronged(),
                "leaks": await village.leaks(log.getvalue()),
                "turns broken": [it.raw for it in village.watch.broken],
            }
    watch = village.watch
    print(f"\n{options.database}, {options.count} damaged updates, seed {options.seed}")
    print(outcomes.drawn(watch.counts))
    print(
        f"{watch.confirmed} of {len(came)} confirmed; others served on {village.days} days of "
        f"{village.days}"
    )
    return told(found)


async def press(options: argparse.Namespace, url: str, folder: Path) -> bool:
    """Press whatever should come to nothing: in the wrong role, forged, too late."""
    presses = Presses()
    with contextlib.redirect_stdout(io.StringIO()):
        async with stale.shelved(url, folder) as shelf:
            await stale.press_everything(shelf, presses)
        with database(options.database, folder / "scene") as other:
            async with opened(other, folder / "scene") as stage:
                scene = await begun(stage)
                await by_the_wrong(scene, presses)
                await with_forged_numbers(scene, EVERYTHING, presses)
                broken = await scene.broken()
    print(f"\n{options.database}, {presses.counts.total()} presses and calls\n{presses.drawn()}")
    return told({"wrong": presses.wrong, "turns broken": [broken] if broken else []})


async def endure(options: argparse.Namespace, url: str, folder: Path) -> bool:
    """Let a district talk for minutes."""
    people = max(60, int(options.rate * 10))
    homes = min(100, 10 + int(options.rate * options.minutes * 60 / people / 2))
    async with standing(url, folder, Size(villages=30, helpers=people, homes=homes)) as place:
        crowd = district(place.world, place.cast, options.seed)
        found = await soaking.soak(place, crowd, options.rate, options.minutes * 60)
    print(f"\n{options.database}, {options.minutes:g} minutes, {options.rate:g} a second")
    print(soaking.drawn(found))
    return told(found.wrong) and found.slope_mb <= soaking.SWELLS_MB_A_MINUTE


async def inundate(options: argparse.Namespace, url: str, folder: Path) -> bool:
    """Let one person flood the bot beside fifty others."""
    async with standing(url, folder, Size(villages=10, helpers=51, homes=30)) as place:
        user = place.cast.helpers.pop().user_id
        crowd = district(place.world, place.cast, options.seed)
        found = await flooding.flood(place, crowd, (options.rate, options.seconds), user)
    print(f"\n{options.database}, one floods beside 50 who say {options.rate:g} things a second")
    print(flooding.drawn(found))
    return told(found.wrong)


def told(found: Mapping[str, Sequence[object]]) -> bool:
    """Print what is wrong; say whether nothing is."""
    print(", ".join(f"{len(wrong)} {name}" for name, wrong in found.items()))
    for name, wrong in found.items():
        for each in wrong[:10]:
            print(f"  {name}: {str(each)[:300]}")
    return not any(found.values())


def main() -> int:
    """Run a command; 1 when anything is wrong."""
    options = parsed()
    with tempfile.TemporaryDirectory(prefix="bangfu-hostile-") as name:
        folder = Path(name)
        with database(options.database, folder) as url:
            return 0 if asyncio.run(options.work(options, url, folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
