"""The hostile half of the proof harness: `python -m tests.hostile COMMAND`."""

import argparse
import asyncio
import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.hostile import outcomes, stale
from tests.hostile.presses import Presses, by_the_wrong, with_forged_numbers
from tests.hostile.scene import EVERYTHING, begun
from tests.hostile.village import founded
from tests.kit import databases, postgres
from tests.kit.stage import opened

A_BATCH = 100


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    commands = parser.add_subparsers(required=True)
    mutations = commands.add_parser("mutations", help="damaged updates, generated from recorded")
    mutations.add_argument("--count", type=int, default=10_000)
    mutations.add_argument("--seed", type=int, default=1)
    mutations.set_defaults(work=mutate)
    pressed = commands.add_parser("presses", help="forged, stale and foreign, by handler")
    pressed.set_defaults(work=press)
    for command in commands.choices.values():
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
