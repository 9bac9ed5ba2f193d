"""The mark at the head of a page: the picture of the community, or of the product where its plan has none."""

from kpi.html.page_context import PageContext
from kpi.model.look.mark import ShownMark
from kpi.text.markup import Markup, el

#: The mark of the product: three bars that grow.
MARK = el(
    "span",
    el(
        "svg",
        el("path", d="M2 13h5v9H2zM9.5 8h5v14h-5zM17 2h5v20h-5z"),
        viewBox="0 0 24 24",
        width=26,
        height=26,
        fill="currentColor",
        aria_hidden="true",
        focusable="false",
    ),
    class_="p-logo-mark",
)
#: px that the picture of a community has beside its name: in a header, at the head of a sheet, at the foot of a frame
_HEADER, SHEET, FRAME = (96, 40), (80, 32), (48, 24)


def logo_mark(mark: ShownMark | None, page: PageContext) -> Markup:
    """What stands beside the name in a header."""
    return own_mark(mark, _HEADER, page) or MARK


def own_mark(mark: ShownMark | None, room: tuple[int, int], page: PageContext) -> Markup | None:
    """The picture within so much room, px, its size fixed so that nothing moves when it comes; None without one."""
    source = page.at(f"/{mark.picture.file}") if mark else None
    if mark is None or source is None:
        return None
    width, height = mark.picture.fitted(*room)
    language = page.text.default if mark.foreign else None
    return el("img", src=source, alt=mark.words, lang=language, width=width, height=height, class_="p-logo-own")
