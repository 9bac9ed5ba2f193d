"""Make our fonts from the published packages (npm, fonttools, brotli needed).

For browsers, in kpi/charts/static/fonts: four with the letters that every page has, two with accented letters, two with
those of central Europe, two with those of other languages and sciences, which a browser fetches where one occurs (the
ranges of the last four are written into postup.css). For pictures, which are drawn without a browser and take neither
WOFF2 nor variable weights, four in kpi/charts/fonts; which letters these have is told in letters.txt beside them.

Every letter that a language names as its own (kpi/text/languages) must be in a file that its pages fetch and in the
fonts of pictures; where one is not, the last line says so.

Inter comes whole (`inter-ui`): its optical size is pinned and its weight limited to what the pages use. Arsenal Bold
comes as subsets by script (`@fontsource/arsenal`), which are merged first; it has no narrow no-break space, so the one
glyph without ink is made from its thin space. Both are SIL OFL 1.1; the licence texts are kept beside the fonts.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from kpi.model import Language

FIGURES = Path(__file__).resolve().parent.parent / "kpi/charts"
OUT, DRAWN = FIGURES / "static/fonts", FIGURES / "fonts"
INTER, ARSENAL = "inter-ui@4.1.1", "@fontsource/arsenal@5.3.0"

CYRILLIC = {0x0301, *range(0x0400, 0x0460), 0x0490, 0x0491, 0x20B4, 0x2116}
LATIN = {
    *range(0x0020, 0x007F),
    *{0x00A0, 0x00A7, 0x00A9, 0x00AB, 0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B7, 0x00BB, 0x00D7},
    *{0x02BC, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x200B, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C},
    *{0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x2060, 0x20AC},
    *{0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2197, 0x2198, 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265},
}
#: letters with accents of the languages of western Europe, x̂ and powers of ten in the method
ACCENTED = {
    *(set(range(0x00A1, 0x0100)) - LATIN),
    *range(0x0152, 0x0154),
    *{0x0302, 0x2070, *range(0x2074, 0x207A), 0x207B},
}
#: letters of the languages of central and eastern Europe: Polish, Czech, Romanian, Latvian
CENTRAL = {*(set(range(0x0100, 0x0180)) - ACCENTED), *range(0x0218, 0x021C)}
#: the rest of Latin and Cyrillic, Greek, marks that combine, phonetic letters, raised and lowered signs, currencies,
#: fractions, arrows, mathematics, shapes: as much of them as a font has
OTHER = {
    *range(0x0100, 0x0400),
    *range(0x0460, 0x0530),
    *range(0x1D00, 0x1F00),
    *range(0x2010, 0x2300),
    *range(0x25A0, 0x2720),
    0xFFFD,
}
STYLES = FIGURES / "static/postup.css"
BEGIN, END = "/* other letters: begin (tools/make_fonts.py) */", "/* other letters: end */"
#: weights of Inter that pictures are set in; the digits of these files are the tabular ones, as charts ask for
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "pnum", "case"]


def fetched(package: str, folder: Path) -> Path:
    """The unpacked folder of an npm package."""
    done = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    target = folder / package.rpartition("@")[0].replace("/", "-")
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def subset(font: TTFont, codepoints: set[int], path: Path) -> None:
    """Write what `font` has of `codepoints` as WOFF2."""
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    worker = Subsetter(options)
    worker.populate(unicodes=codepoints)
    worker.subset(font)
    if "fvar" in font:  # after the subset: the instancer leaves glyphs without variations out of its table
        font = instantiateVariableFont(font, {"opsz": 14, "wght": (400, 700)})
    font.flavor = "woff2"
    font.recalcTimestamp = False  # the same sources give the same bytes
    font.save(path)
    print(f"{path.name}: {path.stat().st_size / 1000:.1f} kB, {len(font.getBestCmap())} characters")


def still(font: TTFont, path: Path, family: str, style: str, weight: int) -> None:
    """Write a font of one weight as TrueType, named so that a renderer finds it by family and weight."""
    options = Options()
    options.layout_features = ["kern", "ccmp", "locl", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    worker = Subsetter(options)
    worker.populate(unicodes=CYRILLIC | LATIN | ACCENTED | OTHER)
    worker.subset(font)
    for number, value in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}")):
        font["name"].setName(value, number, 3, 1, 0x409)
    for number in (16, 17, 21, 22):
        font["name"].removeNames(nameID=number)
    font["OS/2"].usWeightClass = weight
    font.flavor = None
    font.recalcTimestamp = False
    font.save(path)
    print(f"{path.name}: {path.stat().st_size / 1000:.1f} kB, {len(font.getBestCmap())} characters")


def tabular(font: TTFont) -> TTFont:
    """The font with its tabular digits in the place of the proportional ones."""
    lookups = {
        index
        for record in font["GSUB"].table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for index in sorted(lookups):
        for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
            swaps |= getattr(table, "ExtSubTable", table).mapping
    for cmap in font["cmap"].tables:
        for digit in range(0x30, 0x3A):
            if digit in cmap.cmap:
                cmap.cmap[digit] = swaps.get(cmap.cmap[digit], cmap.cmap[digit])
    return font


def ranges(codepoints: set[int]) -> list[tuple[int, int]]:
    """The runs of neighbours, first and last."""
    found: list[tuple[int, int]] = []
    for code in sorted(codepoints):
        found[-1:] = [(found[-1][0], code)] if found and found[-1][1] == code - 1 else [*found[-1:], (code, code)]
    return found


def face(family: str, weight: str, name: str, letters: set[int]) -> str:
    """The face of a file of further letters. It stands before those of every page, which so come first."""
    shown = ",".join(f"U+{low:X}-{high:X}" for low, high in ranges(letters))
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: normal; font-display: swap;\n'
        f'  src: url("fonts/{family.lower()}-{name}.woff2") format("woff2"); unicode-range: {shown}; }}'
    )


def missing_letters() -> list[str]:
    """What a language names as its letters and no file of its pages, or of the pictures, has: «pl: inter ł»."""
    found = []
    for language in Language:
        own = set(map(ord, language.letters + language.letters.lower()))
        for family in ("inter", "arsenal"):
            files = (OUT / f"{family}-{letters}.woff2" for letters in language.fonts)
            had = set().union(*(TTFont(file).getBestCmap() for file in files))
            found += [f"{language}: {family} {chr(letter)}" for letter in sorted(own - had)]
        for file in DRAWN.glob("*.ttf"):
            found += [
                f"{language}: {file.stem} {chr(letter)}" for letter in sorted(own - set(TTFont(file).getBestCmap()))
            ]
    return found


def write_ranges() -> None:
    """The faces of the four further files into the style sheet, what pictures have into letters.txt."""
    families = (("Inter", "400 700"), ("Arsenal", "700"))
    # of two faces with a letter the later one counts
    faces = [face(*one, "other", OTHER) for one in families] + [face(*one, "central", CENTRAL) for one in families]
    head, _, rest = STYLES.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    STYLES.write_text("\n".join((f"{head}{BEGIN}", *faces, f"{END}{tail}")), encoding="utf-8")
    drawn = set.intersection(*(set(TTFont(DRAWN / f"Inter-{style}.ttf").getBestCmap()) for style in WEIGHTS))
    lines = (f"{low:04X}-{high:04X}\n" for low, high in ranges(drawn))
    (DRAWN / "letters.txt").write_text("".join(lines), encoding="ascii")


def inter(package: Path) -> TTFont:
    return TTFont(package / "variable/InterVariable.woff2")


def arsenal(package: Path, scripts: tuple[str, ...], folder: Path) -> TTFont:
    """Arsenal Bold of several scripts in one font, with U+202F."""
    parts = []
    for script in scripts:
        font = TTFont(package / f"files/arsenal-{script}-700-normal.woff2", recalcTimestamp=False)
        font.flavor = None
        parts.append(folder / f"{script}.ttf")
        font.save(parts[-1])
    merged = Merger().merge([str(part) for part in parts])
    # the merger stamps the hour of the merge; the source's own dates make the same bytes every time
    merged["head"].created, merged["head"].modified = font["head"].created, font["head"].modified
    for table in merged["cmap"].tables:
        if 0x2009 in table.cmap:
            table.cmap[0x202F] = table.cmap[0x2009]
        for comma, cedilla in ((0x0218, 0x015E), (0x0219, 0x015F), (0x021A, 0x0162), (0x021B, 0x0163)):
            if comma not in table.cmap and cedilla in table.cmap:  # Romanian letters, which it has in their older form
                table.cmap[comma] = table.cmap[cedilla]
    return merged


def main() -> None:
    for place in (OUT, DRAWN):
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inter_package, arsenal_package = fetched(INTER, folder), fetched(ARSENAL, folder)
        subset(inter(inter_package), CYRILLIC, OUT / "inter-cyrillic.woff2")
        subset(inter(inter_package), LATIN, OUT / "inter-latin.woff2")
        subset(arsenal(arsenal_package, ("cyrillic", "cyrillic-ext"), folder), CYRILLIC, OUT / "arsenal-cyrillic.woff2")
        subset(arsenal(arsenal_package, ("latin", "latin-ext"), folder), LATIN, OUT / "arsenal-latin.woff2")
        subset(inter(inter_package), ACCENTED, OUT / "inter-accented.woff2")
        subset(arsenal(arsenal_package, ("latin", "latin-ext"), folder), ACCENTED, OUT / "arsenal-accented.woff2")
        subset(inter(inter_package), CENTRAL, OUT / "inter-central.woff2")
        subset(arsenal(arsenal_package, ("latin", "latin-ext"), folder), CENTRAL, OUT / "arsenal-central.woff2")
        rest = OTHER - CYRILLIC - LATIN - ACCENTED - CENTRAL
        subset(inter(inter_package), rest, OUT / "inter-other.woff2")
        every = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
        subset(arsenal(arsenal_package, every, folder), rest, OUT / "arsenal-other.woff2")
        for style, weight in WEIGHTS.items():
            one = instantiateVariableFont(inter(inter_package), {"opsz": 14, "wght": weight})
            still(tabular(one), DRAWN / f"Inter-{style}.ttf", "Inter", style, weight)
        still(arsenal(arsenal_package, every, folder), DRAWN / "Arsenal-Bold.ttf", "Arsenal", "Bold", 700)
        for package, title in ((inter_package / "LICENSE.txt", "Inter"), (arsenal_package / "LICENSE", "Arsenal")):
            (OUT / f"OFL-{title}.txt").write_text(package.read_text(encoding="utf-8"), encoding="utf-8")
    write_ranges()
    print("\n".join(missing_letters()) or "every letter of every language is there")


if __name__ == "__main__":
    main()
