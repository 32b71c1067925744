"""The page's own files, and nothing else."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).with_name("page")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


async def serve(request: web.Request) -> web.StreamResponse:
    """Give a file of the page's folder by its path."""
    file = find(request.match_info.get("path") or "index.html")
    if file is None:
        raise web.HTTPNotFound
    headers = {"Content-Type": TYPES[file.suffix], "Cache-Control": "no-cache"}
    return web.Response(body=file.read_bytes(), headers=headers)


def find(path: str, folder: Path = FOLDER) -> Path | None:
    """Find a file inside the folder, following no way out of it."""
    try:
        file = (folder / path).resolve()
        known = file.is_relative_to(folder.resolve()) and file.suffix in TYPES
        return file if known and file.is_file() else None
    except (OSError, ValueError):
        return None
