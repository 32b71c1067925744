"""The gates, then every test with coverage: `./run test`. With arguments: only pytest."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from tests.kit import chromium
from tools import check

WORKERS = 3
"""Two cores are not busy with two: tests wait for disks, servers and each other."""
COVERED_PERCENT = 80
MEMORY, ROOM = Path("/dev/shm"), 6 << 30  # noqa: S108  # in it, a folder of our own
"""Thousands of small databases are made sooner in memory, where a machine has this much of it."""
COVERAGE = [sys.executable, "-m", "coverage"]


def run_everything() -> int:
    """Run the gates and all tests; the last line printed is pytest's own."""
    gates_pass = check.all_pass()
    subprocess.run([*COVERAGE, "erase"], check=True)
    colour = f"--color={'yes' if sys.stdout.isatty() else 'no'}"
    tests_pass, summary = run_pytest(["-n", str(WORKERS), "--dist=loadgroup", colour])
    enough = is_covered()
    if not gates_pass:
        print("FAILED: a gate said no, see the top.")
    print(summary, flush=True)
    return 0 if gates_pass and tests_pass and enough else 1


def run_pytest(arguments: list[str]) -> tuple[bool, str]:
    """Run pytest with coverage, show what it prints, and keep its last line."""
    command = [*COVERAGE, "run", "-m", "pytest", *arguments]
    with (
        TemporaryDirectory(prefix="bangfu-tests-", dir=roomy_memory()) as folder,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, env=os.environ | {"TMPDIR": folder}
        ) as tests,
    ):
        Path(folder).chmod(0o755)  # the database server is somebody else
        assert tests.stdout
        printed = pass_on(tests.stdout)
    lines = printed.decode(errors="replace").split("\n")
    return tests.returncode == 0, next((line for line in reversed(lines) if line.strip()), "")


def roomy_memory() -> Path | None:
    """Give a file system in memory with room for the tests; None where there is none.

    The database server is copied there, so programs must be allowed to run from it.
    """
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > ROOM else None


def pass_on(stream: IO[bytes]) -> bytes:
    """Show output as it comes, without waiting for whole lines, and return its end."""
    end = b""
    while chunk := stream.read1(4096):  # type: ignore[attr-defined]
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        end = (end + chunk)[-4096:]
    return end


def is_covered() -> bool:
    """Put the workers' coverage together; print where it is missing only when it is too low."""
    subprocess.run([*COVERAGE, "combine", "--quiet"], check=False)
    report = [*COVERAGE, "report", f"--fail-under={COVERED_PERCENT}"]
    done = subprocess.run(report, check=False, capture_output=True, text=True)
    enough = done.returncode == 0
    total = re.search(r"^TOTAL.*", done.stdout, re.MULTILINE)
    print(f"Covered: {total[0]}" if enough and total else done.stdout + done.stderr)
    return enough


def main(arguments: list[str]) -> int:
    """Run everything, or only what the arguments choose."""
    chromium.prepare()
    if arguments:
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode
    return run_everything()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
