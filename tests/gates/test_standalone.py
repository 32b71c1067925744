"""The project stands alone: nothing in it leads back to where it was written.

Every string is put together here, so that this file is not its own first find.
"""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["/wo" + "rk/main", "/wo" + "rk/shared", ".." + "/shared"]
PACKAGE_HOSTS = [
    "pypi." + "org",
    "python" + "hosted.org",
    "pypi." + "python.org",
    "registry." + "npmjs.org",
    "registry." + "yarnpkg.com",
    "registry." + "npmmirror.com",
    "deb." + "debian.org",
    "security." + "debian.org",
    "ftp." + "debian.org",
    "archive." + "ubuntu.com",
    "proxy." + "golang.org",
    "mirrors." + "aliyun.com",
    "tuna." + "tsinghua.edu.cn",
]


def files() -> list[Path]:
    """List what is in git or about to be, whoever owns the folder."""
    ask = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    answer = subprocess.run(ask, cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in answer.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_foreign_folder_or_a_package_host():
    forbidden = [name.encode() for name in FOLDERS + PACKAGE_HOSTS]
    contents = {file: file.read_bytes() for file in files()}
    found = [(str(f), word) for f, text in contents.items() for word in forbidden if word in text]
    assert found == []
