"""Every gate, `./run check`: format, lint, types, layers, texts; all run, even after a no."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FOLDERS = (
    "benchmarks", "bot", "demo", "domain", "exports", "handlers", "imports",
    "pictures", "reminders", "sandbox", "storage", "tests", "tools",
)  # fmt: skip


def gates() -> dict[str, list[str]]:
    """Name each gate's command, in the order they run."""
    typed = [folder for folder in FOLDERS if any((ROOT / folder).rglob("*.py"))]
    return {
        "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "--diff", "."],
        "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
        "types": [sys.executable, "-m", "mypy", *typed],
        "layers": [str(BIN / "lint-imports"), "--no-logo"],
        "texts": [sys.executable, "-m", "pytest", "-q", "--tb=short", "tests/gates"],
    }


def passes(name: str, command: list[str]) -> bool:
    """Run one gate, print its line, and what it said when it said no."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    passed = done.returncode == 0
    print(
        f"{'ok' if passed else 'FAILED':7}{name:8}{time.monotonic() - started:5.1f} s", flush=True
    )
    if not passed:
        print(done.stdout, flush=True)
    return passed


def all_pass() -> bool:
    """Run all gates and tell whether every one of them passed."""
    failed = [name for name, command in gates().items() if not passes(name, command)]
    return not failed


if __name__ == "__main__":
    sys.exit(not all_pass())
