"""Make the environment once, then run the command asked for.

Standard library only: this runs on a machine that has Python and nothing else.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
ALONE = {"demo": "demo", "sandbox": "sandbox"}
FOR_DEVELOPERS = {
    "test": "tests",
    "check": "tools.check",
    "bench": "benchmarks",
    "crash": "tests.crash",
    "hostile": "tests.hostile",
}
MODULES = ALONE | FOR_DEVELOPERS
"""What is a program of its own; every other command is the bot's."""
HELP = """Usage: ./run COMMAND

  demo     try the whole product in a browser, no token needed
  test     the gates and every test
  check    the gates alone: format, lint, types, layers, texts
  bench    measure this bot beside bare ones
  crash    kill it again and again, take its database away (--help says how)
  hostile  mutated updates, forged presses, soak and flood (--help says how)
  sandbox  a Telegram on this machine without the bot
  bot      run against Telegram (see README, Settings)
  doctor   say what is wrong with the configuration
  import areas|people|households|pairings FILE [--yes]
  invite PHONE
"""


def digest(lock: str) -> str:
    """Return the hash an installed lock is remembered by."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def is_installed(kind: str) -> bool:
    """Tell whether exactly this lock is what the environment holds."""
    stamp = VENV / f"{kind}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == digest(LOCKS[kind])


def make_venv() -> None:
    """Create the virtual environment, or say in one sentence what is missing."""
    if PYTHON.exists():
        return
    if not has_module("ensurepip"):
        install_venv_package()
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def has_module(name: str) -> bool:
    """Tell whether this Python can import a module, without importing it here."""
    attempt = [sys.executable, "-c", f"import {name}"]
    return subprocess.run(attempt, check=False, capture_output=True).returncode == 0


def install_venv_package() -> None:
    """Debian ships Python without ensurepip; install it when that is allowed."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-q", "python3-venv"], check=False)
    if not has_module("ensurepip"):
        raise SystemExit(
            "This Python cannot make virtual environments (ensurepip is missing).\n"
            "On Debian or Ubuntu: sudo apt install python3-venv. Then run the command again."
        )


def install(kind: str) -> None:
    """Install a lock with its hashes checked, and remember that it is done."""
    if is_installed(kind):
        return
    make_venv()
    print("First start: installing what Bangfu needs, about a minute …", file=sys.stderr)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    pip += ["--disable-pip-version-check", "--requirement", str(ROOT / LOCKS[kind])]
    if not succeeds(pip):
        raise SystemExit(
            "Installing did not work. Is the network there? The lines above say what was missing."
        )
    for done in ("run", kind):
        (VENV / f"{done}.stamp").write_text(digest(LOCKS[done]))


def succeeds(command: list[str], tries: int = 3) -> bool:
    """Run a command that needs the network, and try again when it fails."""
    for wait_s in [2.0**n for n in range(tries)]:
        if subprocess.run(command, check=False, cwd=ROOT).returncode == 0:
            return True
        time.sleep(wait_s)
    return False


def main(arguments: list[str]) -> None:
    """Dispatch `./run COMMAND …`."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        raise SystemExit(HELP)
    command, rest = arguments[0], arguments[1:]
    install("dev" if command in FOR_DEVELOPERS else "run")
    module = MODULES.get(command, "bot")
    words = rest if command in MODULES else [command, *rest]
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", module, *words])


if __name__ == "__main__":
    main(sys.argv[1:])
