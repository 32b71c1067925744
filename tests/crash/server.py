"""A PostgreSQL that can be taken away and brought back, on the same port with the same data."""

import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.kit import postgres


@dataclass
class Server:
    """One server's folder and process."""

    binaries: Path
    home: Path
    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        """Give its address, without a database."""
        return f"postgresql+asyncpg://{postgres.USER}@127.0.0.1:{self.port}"

    def take_away(self) -> None:
        """End it at once, as when the machine behind it fails; every connection breaks."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(15)

    def bring_back(self) -> None:
        """Start it again where it was."""
        note = self.home / "data" / "postmaster.pid"
        note.unlink(missing_ok=True)
        self.process = postgres._launch(self.binaries, self.home, self.port)
        assert postgres._is_ready(self.process, self.home), (self.home / "log").read_text()

    def fill_disk(self) -> Path:
        """Leave no byte on the disk its data is on; gives the file that takes all the room."""
        ballast = self.home / "ballast"
        with ballast.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                with suppress(OSError):
                    while file.write(b"\0" * size):
                        pass
        return ballast


@contextmanager
def small_disk(size_mb: int = 256) -> Iterator[Path]:
    """Mount a small disk of memory; only root may.

    Raises:
        PermissionError: this process may not mount anything.
    """
    with tempfile.TemporaryDirectory(prefix="bangfu-disk-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "bangfu", folder]
        if subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode:
            raise PermissionError("a small disk cannot be mounted here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def running(where: Path | None = None) -> Iterator[Server]:
    """Run a server that a test may take away."""
    with tempfile.TemporaryDirectory(
        prefix="bangfu-pg-", dir=where, ignore_cleanup_errors=True
    ) as folder:
        home = Path(folder)
        binaries = postgres._binaries_for(home)
        postgres._own(home)
        postgres._initialise(binaries, home)
        server = Server(binaries, home, *postgres._start(binaries, home))
        try:
            yield server
        finally:
            postgres._stop(server.process)
