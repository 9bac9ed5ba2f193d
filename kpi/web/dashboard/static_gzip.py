"""Streamlit's own scripts, compressed once and kept: 2.8 MB become 1.1 MB on a first visit."""

import gzip
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.web.assets import FOREVER, TYPES, accepts_gzip

PREFIX = "/static/"


class Packed:
    """Answers GET /static/… from memory, compressed; what is no file there is a 404, never the app's page."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app = app
        self._folder = (folder / "static").resolve()
        self._files = {
            PREFIX + file.relative_to(self._folder).as_posix(): file
            for file in self._folder.rglob("*")
            if file.is_file()
        }
        self._packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", "")) if scope["type"] == "http" else ""
        if scope["type"] != "http" or not path.startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        file = self._files.get(path)
        if file is None:
            await Response(status_code=404, headers={"Cache-Control": "no-store"})(scope, receive, send)
            return
        wants = scope["method"] in {"GET", "HEAD"} and file.suffix in {".js", ".css"}
        if wants and accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
            body = self._packed.get(path) or await run_in_threadpool(self.pack, path, file)
            headers = {"Cache-Control": FOREVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            await Response(body, media_type=TYPES[file.suffix], headers=headers)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def pack(self, path: str, file: Path) -> bytes:
        self._packed[path] = packed = gzip.compress(file.read_bytes(), 6, mtime=0)
        return packed
