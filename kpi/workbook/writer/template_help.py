"""The help sheet of a template: one page that tells how to fill it in."""

from dataclasses import dataclass
from datetime import date

from kpi.model import FiscalYear
from kpi.text import Text
from kpi.workbook.sheet.book_words import BookWords
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.protected_sheet import BORDER, LOCKED, OPEN
from kpi.workbook.writer.sheet_writer import Book


@dataclass(frozen=True, slots=True)
class HelpSheet:
    """What a help sheet says: its title in words, the key of its first sentences, topics below `template.help`."""

    title: str
    intro: str
    topics: tuple[str, ...]
    fiscal_year: FiscalYear


def write_help(out: Book, text: Text, said: HelpSheet) -> None:
    """Write «Довідка» as the first sheet: title, legend of colours, one row a topic."""
    sheet = out.file.add_worksheet(text.say("template.sheet"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 92)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    heading = out.format(bold=True, font_size=16, valign="vcenter", text_wrap=True)
    sheet.set_row(0, 24 * (1 + len(said.title) // 70))
    sheet.merge_range(0, 0, 0, 1, "", heading)
    sheet.write_string(0, 0, said.title, heading)
    wrapped = out.format(text_wrap=True)
    sheet.merge_range(1, 0, 1, 1, "", wrapped)
    called = _called(out.words)
    intro = text.say(said.intro, **called)
    sheet.write_string(1, 0, intro, wrapped)
    sheet.set_row(1, 17 * (1 + len(intro) // 112))
    for row, (key, colour) in enumerate((("legend_locked", LOCKED), ("legend_open", OPEN)), start=3):
        sheet.write_blank(row, 0, None, out.format(bg_color=colour, border=1, border_color=BORDER))
        sheet.write_string(row, 1, text.say(f"template.{key}"), wrapped)
    for row, topic in enumerate(said.topics, start=6):
        words = text.of_year(f"template.help.{topic}", said.fiscal_year, **called)
        sheet.set_row(row, 18 * (1 + len(words) // 88) + 4)
        sheet.write_string(row, 0, text.say(f"template.help.{topic}_title"), out.format(bold=True, text_wrap=True))
        sheet.write_string(row, 1, words, wrapped)
    version = text.say("template.version", version=layout("goal").version)
    sheet.write_string(7 + len(said.topics), 1, version, out.format(font_color="#5F6C77"))
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _called(words: BookWords) -> dict[str, str]:
    """What sheets, columns and words are called in the workbook, for sentences that point to them."""
    headers = {column.key: column.header for column in words.columns("goal", "observations")}
    return {
        "observations": words.title("goal", "observations"),
        "actions": words.title("goal", "actions"),
        "values": str(words.said("values")),
        "value": headers["value"],
        "gap": headers["gap"],
        "hint": headers["info_hint"],
        "not_applicable": str(words.said("not_applicable")),
        "restricted": words.restricted(words.day(date(2026, 12, 31))),
        "yes": words.answer(yes=True),
        "no": words.answer(yes=False),
    }
