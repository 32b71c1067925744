"""Our bot under cProfile from SIGUSR1 on, so that neither start nor warm-up counts."""

import cProfile
import runpy
import signal
import sys
from pathlib import Path


def main(profile_file: Path) -> None:
    """Run `python -m bot bot`; the profile is written when it has stopped."""
    profile = cProfile.Profile()
    signal.signal(signal.SIGUSR1, lambda *_: profile.enable())
    sys.argv = ["bot", "bot"]
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    finally:
        profile.disable()
        profile.dump_stats(profile_file)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
