"""Files that the site serves itself under /assets: style sheets, fonts, scripts. The name holds a hash of the content,
so browsers may keep a file for good; nothing is asked of another host."""

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.html.accent_files import accent_file
from kpi.settings import PACKAGE

PREFIX = "/assets"
_WEIGHT = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")
FOREVER = "public, max-age=31536000, immutable"
#: an embed that another site puts into a sandbox has no origin, and still needs its styles and fonts
FOREIGN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
#: what of the folders is served, and as what
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/speculationrules+json",
}
_URL = re.compile(rb"url\(\s*[\"']?(?!data:|#|/)([^)\"'?#]+)[\"']?\s*\)")
_BLANK = re.compile(rb"\n\s*")
_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True)
class Asset:
    """One file. `body` is read and packed when it is first asked for: large scripts cost the start nothing."""

    name: str
    file: Path
    known: "Assets" = field(repr=False)

    @property
    def media_type(self) -> str:
        return TYPES[self.file.suffix]

    @cached_property
    def body(self) -> bytes:
        content = self.file.read_bytes()
        return (
            _URL.sub(self._linked, _BLANK.sub(b"\n", _COMMENT.sub(b"", content)))
            if self.file.suffix == ".css"
            else content
        )

    def _linked(self, match: re.Match[bytes]) -> bytes:
        """`url(fonts/x.woff2)` of a style sheet becomes the served address of that file."""
        relative = PurePosixPath(self.name).parent / match[1].decode()
        return f'url("{self.known.url(str(relative))}")'.encode()

    @cached_property
    def url(self) -> str:
        digest = hashlib.sha256(self.body).hexdigest()[:12]
        return f"{PREFIX}/{self.file.stem}-{digest}{self.file.suffix}"

    @cached_property
    def packed(self) -> bytes | None:
        """The body compressed, or None where that saves nothing (fonts and pictures are compressed already)."""
        if self.file.suffix in {".woff2", ".png"}:
            return None
        packed = gzip.compress(self.body, 9, mtime=0)
        return packed if len(packed) < len(self.body) else None


class Assets:
    """The served files by name: the path inside its folder, or the file's own name for a single file."""

    def __init__(self, places: Iterable[Path]) -> None:
        self._by_name: dict[str, Asset] = {}
        for place in places:
            files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.suffix in TYPES)
            for file in files:
                name = file.name if file == place else file.relative_to(place).as_posix()
                self._by_name[name] = Asset(name, file, self)

    def url(self, name: str) -> str:
        """The address of the file called `name`; KeyError where there is none."""
        return f"{PREFIX}/{name}" if accent_file(name) else self._by_name[name].url

    def text(self, name: str) -> str:
        """The content of a style sheet or a script, to stand in a page itself."""
        return self._by_name[name].body.decode()

    def names(self, suffix: str) -> list[str]:
        return [name for name in self._by_name if name.endswith(suffix)]

    @cached_property
    def _by_url(self) -> dict[str, Asset]:
        return {asset.url: asset for asset in self._by_name.values()}

    async def answer(self, request: Request) -> Response:
        asset = self._by_url.get(request.url.path)
        made = accent_file(request.path_params["name"]) if asset is None else None
        if made is not None:
            kind = TYPES[PurePosixPath(request.url.path).suffix]
            return Response(made, media_type=kind, headers={"Cache-Control": FOREVER, **FOREIGN})
        if asset is None:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding", **FOREIGN}
        body = asset.body
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            packed = await run_in_threadpool(lambda: asset.packed)
            if packed is not None:
                body, headers = packed, {**headers, "Content-Encoding": "gzip"}
        return Response(body, media_type=asset.media_type, headers=headers)

    def route(self) -> Route:
        return Route(f"{PREFIX}/{{name:path}}", self.answer, methods=["GET", "HEAD"])


@cache
def assets() -> Assets:
    """All that the site serves itself: styles, fonts, scripts of the documents and of the desk."""
    return Assets(PACKAGE / place for place in ("charts/static", "html/static", "web/desk/static"))


def asset_url(name: str) -> str:
    """The address of a file that the site serves, as `PageContext.asset` wants it."""
    return assets().url(name)


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip and does not like the plain answer better (RFC 9110, 12.5.3)."""
    weights = dict(_weight(part) for part in header.split(","))
    packed = weights.get("gzip", weights.get("*", 0.0))
    return packed > 0 and packed >= weights.get("identity", 0.0)


def _weight(part: str) -> tuple[str, float]:
    """A coding and how welcome it is, 0 to 1; what is no weight is 1."""
    coding, *more = part.lower().replace(" ", "").replace("\t", "").split(";")
    given = next((one.removeprefix("q=") for one in more if one.startswith("q=")), "1")
    return coding, float(given) if _WEIGHT.fullmatch(given) else 1.0
