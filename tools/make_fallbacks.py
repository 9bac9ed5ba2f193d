"""Write the fallback faces of postup.css between its two marks: fonts that readers have already, made as wide and as
high as ours, so that no line breaks anew and nothing moves when ours come (npm, fonttools, brotli needed).

Widths are compared over our own Ukrainian words. Arimo has the widths of Arial (it was drawn for that) and Liberation
Sans; Roboto is Android's; DejaVu Sans a bare Linux's. Method: CSS Fonts 5, `size-adjust` and the metric overrides.
"""

import re
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tools.make_fonts import END as OTHER_END
from tools.make_fonts import FIGURES, OUT, fetched

WORDS = FIGURES.parent / "text/words"
STYLES = FIGURES / "static/postup.css"
BEGIN, END = "/* fallbacks: begin (tools/make_fallbacks.py) */", "/* fallbacks: end */"


@dataclass(frozen=True, slots=True)
class Known:
    """A font that readers have: its name in ours, npm package, files by weight, names that local() knows by weight."""

    name: str
    package: str
    files: dict[int, tuple[str, ...]]
    names: dict[int, tuple[str, ...]]


def _fontsource(family: str) -> dict[int, tuple[str, ...]]:
    return {w: tuple(f"files/{family}-{s}-{w}-normal.woff2" for s in ("cyrillic", "latin")) for w in (400, 700)}


KNOWN = (
    Known(
        "Roboto",
        "@fontsource/roboto@5.3.0",
        _fontsource("roboto"),
        {400: ("Roboto", "Roboto Regular"), 700: ("Roboto Bold", "Roboto-Bold")},
    ),
    Known(
        "Arial",
        "@fontsource/arimo@5.3.0",
        _fontsource("arimo"),
        {400: ("Arial", "Liberation Sans"), 700: ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold")},
    ),
    Known(
        "DejaVu",
        "dejavu-fonts-ttf@2.37.3",
        {400: ("ttf/DejaVuSans.ttf",), 700: ("ttf/DejaVuSans-Bold.ttf",)},
        {400: ("DejaVu Sans",), 700: ("DejaVu Sans Bold",)},
    ),
)
#: our families, their weights
OURS = {"Inter": (400, 700), "Arsenal": (700,)}


def sample() -> str:
    """All that our pages say in Ukrainian, once."""
    said: list[str] = []
    for path in sorted(WORDS.glob("*.toml")):
        waiting = [tomllib.loads(path.read_text(encoding="utf-8"))]
        while waiting:
            for key, value in waiting.pop().items():
                if isinstance(value, dict):
                    waiting.append(value if key != "uk" else {"uk": " ".join(map(str, value.values()))})
                elif key == "uk":
                    said.append(str(value))
    return " ".join(said)


def width(fonts: list[TTFont], text: str) -> float:
    """The length of the text in ems, from the first font that has each character; characters of none are left out."""
    advances: dict[int, float] = {}
    for font in reversed(fonts):
        per_em = font["head"].unitsPerEm
        advances |= {code: font["hmtx"][glyph][0] / per_em for code, glyph in font.getBestCmap().items()}
    return sum(advances.get(ord(character), 0.0) for character in text)


def ours(family: str, weight: int) -> list[TTFont]:
    fonts = [TTFont(OUT / f"{family.lower()}-{script}.woff2") for script in ("cyrillic", "latin")]
    return [instantiateVariableFont(f, {"wght": weight}) if "fvar" in f else f for f in fonts]


def face(family: str, weight: int, known: Known, package: Path, text: str) -> str:
    """The rule of one fallback, as wide as our family."""
    mine = ours(family, weight)
    scale = width(mine, text) / width([TTFont(package / name) for name in known.files[weight]], text)
    head, per_em = mine[0]["hhea"], mine[0]["head"].unitsPerEm
    heights = "".join(
        f" {name}-override: {abs(value) / per_em / scale:.1%};"
        for name, value in (("ascent", head.ascent), ("descent", head.descent), ("line-gap", head.lineGap))
    )
    names = ", ".join(f'local("{name}")' for name in known.names[weight])
    return (
        f'@font-face {{ font-family: "{family} {known.name}"; font-weight: {weight}; src: {names};'
        f" size-adjust: {scale:.1%};{heights} unicode-range: {covered(family)}; }}"
    )


def covered(family: str) -> str:
    """What the style sheet says that our family has: the rest comes from the next family as it will in the end."""
    ranges = re.findall(
        rf'font-family: "{family}";.*?unicode-range: ([^;]+);',
        STYLES.read_text("utf-8").partition(OTHER_END)[2],
        re.DOTALL,
    )
    return ", ".join(ranges[:2])


def main() -> None:
    text = sample()
    with tempfile.TemporaryDirectory() as name:
        packages = {known.name: fetched(known.package, Path(name)) for known in KNOWN}
        rules = "\n".join(
            face(family, weight, known, packages[known.name], text)
            for family, weights in OURS.items()
            for known in KNOWN
            for weight in weights
        )
    css = STYLES.read_text(encoding="utf-8")
    head, _, rest = css.partition(BEGIN)
    _, _, tail = rest.partition(END)
    STYLES.write_text(f"{head}{BEGIN}\n{rules}\n{END}{tail}", encoding="utf-8")
    print(rules)


if __name__ == "__main__":
    main()
