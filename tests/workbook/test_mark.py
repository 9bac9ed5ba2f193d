"""The mark of a community: a picture on the sheet «Стратегія» with words beside «Знак»."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from kpi.model import Language, Plan
from kpi.model.look.mark import MOST_PIXELS, CommunityMark, mark_of
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook import read_bytes
from kpi.workbook.reader.mark_picture import INK, PAPER, mark_picture
from kpi.workbook.reader.pictures import UnfitPictureError
from kpi.workbook.reading import Reading
from kpi.workbook.writer.annotated_copy import marked_copy
from kpi.workbook.writer.whole_books import write_plan
from tests.books import plan
from tests.fiscal_years import CALENDAR
from tests.marks import BLUE, WHITE, WHOLE, crest, plan_marked, saved, with_picture


def of_file(path: Path) -> Reading:
    """As a file is read from outside: in the child process."""
    return read_bytes(path.read_bytes(), path.name, fiscal_year=CALENDAR)


def mark_in(reading: Reading) -> CommunityMark:
    assert reading.plan is not None, reading.problems
    found = mark_of(reading.plan.strategy.mark_picture)
    assert found is not None
    return found


def told(reading: Reading) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in reading.problems]


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("language", list(Language))
def test_a_plan_with_a_mark_is_written_and_read_back_the_same(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "plan.xlsx"
    usual = plan_marked(language=language)
    write_plan(usual, path)
    reading = of_file(path)
    assert not told(reading)
    assert reading.plan is not None
    assert reading.plan.strategy == usual.strategy
    again = tmp_path / "again.xlsx"
    write_plan(reading.plan, again)
    assert of_file(again).plan == reading.plan


def test_english_words_alone_are_the_words(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    usual = plan_marked("Coat of arms", "", language=Language.EN)
    write_plan(usual, path)
    reading = of_file(path)
    assert reading.plan is not None
    assert (reading.plan.strategy, told(reading)) == (usual.strategy, [])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("over", [True, False])
def test_a_picture_that_somebody_laid_on_the_sheet_is_the_mark(tmp_path: Path, kind: str, over: bool) -> None:
    picture = saved(crest().convert("RGB" if kind == "JPEG" else "RGBA"), kind)
    reading = of_file(with_picture(tmp_path, picture, over=over))
    assert not told(reading)
    found = mark_in(reading)
    assert max(found.width, found.height) == MOST_PIXELS
    assert pixels(found.png).size == (found.width, found.height)
    assert reading.plan is not None
    assert reading.plan.strategy.mark == "Герб громади"


def test_of_several_pictures_the_one_over_the_row_counts(tmp_path: Path) -> None:
    found = mark_in(of_file(with_picture(tmp_path, saved(crest()), saved(crest(ink=WHITE)))))
    assert found.png == mark_picture(saved(crest()), WHOLE)


def linked(path: Path) -> Path:
    """The same workbook whose picture is asked of another host."""
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.startswith("xl/drawings/_rels/"):
                body = re.sub(rb'Target="[^"]+"', b'Target="https://example.org/a.png" TargetMode="External"', body)
            new.writestr(name, body)
    path.write_bytes(data.getvalue())
    return path


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("mark_missing", with_picture),
        ("mark_without_words", lambda folder: with_picture(folder, saved(crest()), words=None)),
        (
            "mark_several",
            lambda folder: with_picture(folder, saved(crest()), saved(crest(ink=WHITE)), over=False),
        ),
        ("mark_format", lambda folder: with_picture(folder, saved(crest(), "GIF"))),
        ("mark_linked", lambda folder: linked(with_picture(folder, saved(crest())))),
        ("mark_too_big", lambda folder: with_picture(folder, saved(Image.new("1", (6000, 5000))))),
        ("mark_damaged", lambda folder: replaced(folder, saved(crest())[:400])),
        ("mark_format", lambda folder: replaced(folder, SVG)),
        ("mark_blank", lambda folder: with_picture(folder, saved(Image.new("RGBA", (90, 90))))),
        ("mark_blank", lambda folder: with_picture(folder, saved(Image.new("RGB", (90, 90), "white")))),
        ("mark_blank", lambda folder: with_picture(folder, saved(crest((9, 90))))),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_told_by_its_cell_with_a_cure(tmp_path: Path, code: str, made) -> None:  # type: ignore[no-untyped-def]
    reading = of_file(made(tmp_path))
    assert reading.plan is None
    (problem,) = reading.problems
    assert (problem.code, problem.sheet) == (code, "Стратегія")
    assert re.fullmatch(r"[BC]\d\d", problem.cell or "")
    for language in (Language.UK, Language.EN):
        text = Text(language)
        assert "{" not in message(problem, text) + remedy(problem, text)


def replaced(folder: Path, content: bytes) -> Path:
    """A workbook whose picture is this, whatever it calls itself."""
    path = with_picture(folder, saved(crest()))
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name.startswith("xl/media/") else old.read(name))
    path.write_bytes(data.getvalue())
    return path


def test_a_picture_beside_a_blank_row_is_remarked_on_and_not_read(tmp_path: Path) -> None:
    reading = of_file(with_picture(tmp_path, saved(crest()), words=None, over=False))
    assert [problem.code for problem in reading.problems] == ["mark_unread"]
    assert reading.plan is not None
    assert (reading.plan.strategy.mark, reading.plan.strategy.mark_picture) == ("", "")


def test_nothing_of_the_file_goes_on() -> None:
    """No place of a photograph, no comment, no profile, no bytes behind the picture."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif.get_ifd(0x8825)[1] = "N"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET-COMMENT", zip=False)
    flat = crest().convert("RGB")
    for data in (
        saved(flat, "JPEG", exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"SECRET" * 40),
        saved(flat, "PNG", exif=exif, pnginfo=text, icc_profile=b"SECRET" * 40) + b"<script>SECRET</script>",
    ):
        assert b"SECRET" in data
        made = mark_picture(data, WHOLE)
        chunks, at = [], 8
        while at < len(made):
            length = int.from_bytes(made[at : at + 4], "big")
            chunks.append(made[at + 4 : at + 8])
            at += 12 + length
        assert at == len(made)
        assert set(chunks) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
        assert Image.open(io.BytesIO(made)).info == {}


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # its right side is up
    turned = pixels(mark_picture(saved(crest((200, 100)).convert("RGB"), "JPEG", exif=exif), WHOLE))
    assert turned.width < turned.height


def test_what_is_cut_off_is_not_published() -> None:
    half = Image.new("RGB", (200, 100), "red")
    half.paste(crest((100, 100)).convert("RGB"), (0, 0))
    assert (255, 0, 0) in pixels(mark_picture(saved(half), WHOLE)).get_flattened_data()
    cut = pixels(mark_picture(saved(half), (0.0, 0.0, 0.5, 0.0)))
    assert cut.size == (100, 100)
    assert (255, 0, 0) not in cut.get_flattened_data()


@pytest.mark.parametrize(("ink", "ground"), [(BLUE, PAPER), (WHITE, INK), ((255, 250, 220, 255), INK)])
def test_a_mark_without_a_ground_stands_on_one_on_which_it_can_be_seen(
    ink: tuple[int, int, int, int], ground: tuple[int, int, int]
) -> None:
    made = mark_picture(saved(crest(ink=ink)), WHOLE)
    assert pixels(made).getpixel((0, 0)) == ground
    assert Image.open(io.BytesIO(made)).mode in {"P", "RGB"}


@pytest.mark.parametrize(
    "picture",
    [
        saved(crest()),
        saved(crest().convert("LA")),
        saved(crest().convert("1")),
        saved(crest().convert("CMYK"), "JPEG"),
        saved(crest().quantize(9)),
        saved(crest((20, 24))),
        saved(Image.merge("RGB", [Image.effect_noise((900, 500), 90) for _ in range(3)]), "JPEG"),
        saved(Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])),
    ],
)
def test_a_mark_is_small_and_made_again_it_is_the_same(picture: bytes) -> None:
    made = mark_picture(picture, WHOLE)
    assert len(made) < 80_000
    assert max(pixels(made).size) <= MOST_PIXELS
    assert mark_picture(made, WHOLE) == made


@pytest.mark.parametrize("length", range(0, 700, 23))
def test_a_picture_that_breaks_off_is_refused_and_nothing_worse(length: int) -> None:
    for kind in ("PNG", "JPEG"):
        data = saved(crest().convert("RGB"), kind)
        with pytest.raises(UnfitPictureError):
            mark_picture(data[:length], WHOLE)


def test_a_bomb_is_refused_by_its_head() -> None:
    """60 000 × 60 000 pixels of one colour in a few bytes: never unpacked."""
    small = saved(Image.new("L", (1, 1)))
    head = b"IHDR" + struct.pack(">II", 60_000, 60_000) + small[24:29]
    bomb = small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]
    with pytest.raises(UnfitPictureError) as refused:
        mark_picture(bomb, WHOLE)
    assert refused.value.code == "mark_too_big"


def test_the_marked_copy_of_a_plan_is_made_whatever_its_picture_is(tmp_path: Path) -> None:
    path = replaced(tmp_path, SVG)
    reading = of_file(path)
    copy = marked_copy(path.read_bytes(), reading.problems, Text(Language.UK))
    assert copy is not None
    with zipfile.ZipFile(io.BytesIO(copy)) as written:
        assert not [name for name in written.namelist() if b"<script>" in written.read(name)]


def test_a_plan_without_a_mark_has_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    usual: Plan = replace(plan(), successions=())
    write_plan(usual, path)
    with zipfile.ZipFile(path) as written:
        assert not [name for name in written.namelist() if "media" in name]
    reading = of_file(path)
    assert reading.plan is not None
    assert reading.plan.strategy.mark_picture == ""
