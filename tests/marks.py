"""Pictures as people put them into a plan workbook, and a plan with one."""

import io
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image as Placed
from PIL import Image, ImageDraw

from kpi.model import Language, Plan
from kpi.model.look.mark import written_picture
from kpi.workbook.reader.mark_picture import mark_picture
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.whole_books import write_plan
from tests.books import plan
from tests.model_fields import StrategyFields

BLUE, GOLD, WHITE = (20, 60, 160, 255), (250, 210, 20, 255), (255, 255, 255, 255)
WHOLE = (0.0, 0.0, 0.0, 0.0)


def crest(size: tuple[int, int] = (300, 360), ink: tuple[int, int, int, int] = BLUE) -> Image.Image:
    """A shield on nothing."""
    drawn = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((0, 0, size[0] - 1, size[1] - 1), fill=ink)
    pen.rectangle((size[0] // 3, size[1] // 3, size[0] // 2, size[1] // 2), fill=GOLD if ink == BLUE else ink)
    return drawn


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def marked(words: str = "Герб громади", words_en: str = "Coat of arms") -> StrategyFields:
    """The settings of a strategy with a mark."""
    return {"mark": words, "mark_en": words_en, "mark_picture": written_picture(mark_picture(saved(crest()), WHOLE))}


def plan_marked(
    words: str = "Герб громади", words_en: str = "Coat of arms", picture: str = "", language: Language = Language.UK
) -> Plan:
    """A plan with a mark; `picture` as a strategy holds it, by default the shield."""
    usual = plan(**marked(words, words_en))
    own = replace(usual.strategy, language=language, mark_picture=picture or usual.strategy.mark_picture)
    return replace(usual, strategy=own)


def with_picture(folder: Path, *pictures: bytes, words: str | None = "Герб громади", over: bool = True) -> Path:
    """A plan workbook in which somebody has typed words beside «Знак» and laid pictures on the sheet, by openpyxl.

    over  the first of them over the row «Знак», the others and without it all of them elsewhere
    """
    path = folder / "plan.xlsx"
    write_plan(plan(), path)
    book: Workbook = load_workbook(path)
    sheet = book["Стратегія"]
    row = next(one[0].row for one in sheet.iter_rows() if one[0].value == layout("plan").parameters["mark"])
    sheet.cell(row, 2).value = words
    for number, picture in enumerate(pictures):
        placed = Placed(io.BytesIO(picture))
        placed.width = placed.height = 15
        sheet.add_image(placed, f"C{row}" if over and number == 0 else f"E{row + 10 + 5 * number}")
    book.save(path)
    return path
