"""Addresses that would lead out of the site where a name of an address were taken for a name of a file."""

import re
from collections.abc import Iterator

from starlette.routing import Mount, Route

from tests.routes import every_route

_DEEP = "../" * 9
#: what stands in an address where a name is awaited; bytes as they go over the wire
TRICKS = (
    f"{_DEEP}etc/passwd",
    "../pyproject.toml",
    "../../pyproject.toml",
    "..%2f..%2f..%2fpyproject.toml",
    "%2e%2e/%2e%2e/pyproject.toml",
    "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "%252e%252e%252f%252e%252e%252fetc%252fpasswd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "..\\..\\..\\etc\\passwd",
    "..%c0%af..%c0%afetc%c0%afpasswd",
    "%c0%ae%c0%ae/etc/passwd",
    "%uff0e%uff0e/etc/passwd",
    "%ef%bc%8e%ef%bc%8e%ef%bc%8fetc%ef%bc%8fpasswd",
    "....//....//....//etc/passwd",
    "..;/..;/etc/passwd",
    "./.././.././../etc/passwd",
    "/etc/passwd",
    "//etc/passwd",
    "///etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "http://127.0.0.1:1/x",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "%00",
    "site.css%00.png",
    "..%00/pyproject.toml",
    "%0d%0aSet-Cookie:%20a=b",
    "%0a",
    "%09",
    "%",
    "%zz",
    "%ff%fe",
    "%ed%a0%80",
    "%f4%90%80%80",
    "x" * 6000,
    "%41" * 2000,
    "a/" * 1500,
    "CON",
    "nul.txt",
    "C:%5cx",
    "~root",
    "~",
    "$HOME",
    ".",
    "..",
    ".git/config",
    ".env",
    ".streamlit/config.toml",
    "postup.sqlite",
    "../postup.sqlite",
    "canary.txt",
    "__init__.py",
    "../__init__.py",
    "../settings.py",
    "site.css/../../../pyproject.toml",
    "site.css/..%2f..%2f..%2fpyproject.toml",
    "proc/self/environ",
    f"{_DEEP}proc/self/environ",
    "'%20OR%201=1--",
    "%27%3b%20DROP%20TABLE%20release%3b--",
    "{{7*7}}",
    "*",
    "?",
    "1.1.1%20",
    "1.1.1/",
    "1.1.1%2f..",
    "%e2%80%ae1.1.1",
    "null",
    "-1",
    "99999999999999999999999",
    "0x1",
    "NaN",
    "2026-13-45",
    "0000-00-00",
)
#: parameters that name something, with the pages that read them
_NAMING = {
    "id": ("/indicator", "/goal", "/sector", "/department", "/decisions"),
    "v": ("/", "/indicator", "/download/values.csv", "/api/v1/indicators"),
    "lang": ("/", "/api/v1/goals", "/feed.atom", "/download/data.xlsx"),
    "url": ("/oembed",),
    "format": ("/report", "/oembed"),
    "sector": ("/feed.atom", "/indicators", "/report"),
    "department": ("/feed.atom", "/calendar.ics", "/indicators"),
    "indicator": ("/question", "/feed.atom"),
    "as_of": ("/report", "/api/v1/progress"),
    "from": ("/changes",),
    "page": ("/indicators", "/decisions"),
    "q": ("/indicators",),
    "next": ("/login",),
    "said": ("/question", "/upload"),
    "goal": ("/upload/template",),
    "number": ("/upload/draft", "/upload/source", "/upload/receipt", "/upload/draft-file"),
    "code": ("/admin/department",),
    "key": ("/subscribe/confirm", "/subscribe/leave"),
}
#: routes of the dashboard's own that take names
_DASHBOARD = (
    "/dashboard/media/{x}",
    "/dashboard/static/{x}",
    "/dashboard/static/js/{x}",
    "/dashboard/app/static/{x}",
    "/dashboard/component/{x}",
    "/dashboard/component/x/{x}",
    "/dashboard/_stcore/bidi-components/{x}",
    "/dashboard/_stcore/upload_file/{x}/{x}",
    "/dashboard/{x}",
)
_NAME = re.compile(r"\{[^}]*\}")


def places() -> list[str]:
    """Where a name stands in an address: of every route of the application that takes one, «{x}» in its place."""
    own = [_NAME.sub("{x}", route.path) for route in every_route() if isinstance(route, Route) and "{" in route.path]
    asked = [f"{page}?{name}={{x}}" for name, pages in _NAMING.items() for page in pages]
    mounted = [route.path for route in every_route() if isinstance(route, Mount)]
    assert mounted == ["/dashboard"], "a mount of which nobody asks for names here"
    return [*own, "/{x}", "/2022-2026/{x}", "/2022-2026/download/{x}", *_DASHBOARD, *asked]


def targets() -> Iterator[str]:
    """Every trick in every place."""
    for trick in TRICKS:
        for place in places():
            yield place.replace("{x}", trick)
