"""Reads drawings back: well-formed XML, finite numbers, everything inside the box, labels apart."""

import re
from xml.etree.ElementTree import Element, fromstring

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def parsed(svg: str) -> Element:
    return fromstring(svg)


def box_of(root: Element) -> tuple[float, float, float, float]:
    left, top, width, height = (float(v) for v in root.attrib["viewBox"].split())
    return left, top, width, height


def absolute_points(d: str) -> list[tuple[float, float]]:
    """Points of path data made of M, L, H, V, Z and the relative h, v."""
    x = y = 0.0
    found: list[tuple[float, float]] = []
    for command, body in re.findall(r"([MLHVZhv])([^MLHVZhv]*)", d):
        numbers = [float(n) for n in NUMBER.findall(body)]
        if command in "ML":
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                found.append((x, y))
        elif command in "HVhv":
            (n,) = numbers
            x, y = {"H": (n, y), "V": (x, n), "h": (x + n, y), "v": (x, y + n)}[command]
            found.append((x, y))
    return found


def points_outside(root: Element, slack: float = 0.6) -> list[tuple[str, tuple[float, float]]]:
    """Points of paths, rects, circles and text anchors that lie outside the viewBox; glyph groups are left out."""
    left, top, width, height = box_of(root)
    scaled = {id(e) for group in root.iter(SVG + "g") if "transform" in group.attrib for e in group.iter()}
    outside: list[tuple[str, tuple[float, float]]] = []
    for element in root.iter():
        if id(element) in scaled:
            continue
        a = element.attrib
        points: list[tuple[float, float]] = []
        if element.tag == SVG + "path":
            points = absolute_points(a["d"])
        elif element.tag == SVG + "rect":
            x, y, w, h = (float(a[k]) for k in ("x", "y", "width", "height"))
            points = [(x, y), (x + w, y + h)]
        elif element.tag == SVG + "circle":
            points = [(float(a["cx"]), float(a["cy"]))]
        elif element.tag in (SVG + "text", SVG + "tspan") and "x" in a:  # a piece of a line goes on where it stands
            points = [(float(a["x"]), float(a["y"]))]
        outside += [
            (element.tag, p)
            for p in points
            if not (left - slack <= p[0] <= left + width + slack and top - slack <= p[1] <= top + height + slack)
        ]
    return outside


def assert_sound(svg: str, *, inside: bool = True) -> Element:
    """The common demands on a drawing."""
    root = parsed(svg)
    assert (
        "nan" not in re.sub(r"<title>.*?</title>|aria-label=\"[^\"]*\"|>[^<]*<|data-point=\"[^\"]*\"", "", svg).lower()
    )
    assert not re.search(r"\binf\b|None", re.sub(r">[^<]*<|\"[^\"]*[А-яІіЇїЄєҐґ][^\"]*\"", "", svg))
    assert not inside or points_outside(root) == []
    assert root.attrib.get("role") == "img" or root.attrib.get("aria-hidden") == "true"
    if root.attrib.get("role") == "img":
        assert root.attrib.get("aria-label") is not None
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert ids == []
    return root
