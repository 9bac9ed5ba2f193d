"""The help sheet of a template: one page that tells how to fill it in."""

from kpi.text import Text
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.sheet_writer import Book

_TOPICS = ("value", "what", "gap", "comment", "revision", "parts", "targets", "check")


def write_help(out: Book, text: Text, title: str) -> None:
    """Write «Довідка» as the first sheet: title, legend of colours, one row a topic."""
    sheet = out.file.add_worksheet(text.say("template.sheet"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 92)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, title, out.format(bold=True, font_size=16, valign="vcenter"))
    wrapped = out.format(text_wrap=True)
    sheet.merge_range(1, 0, 1, 1, "", wrapped)
    sheet.write_string(1, 0, text.say("template.intro"), wrapped)
    sheet.set_row(1, 34)
    for row, (key, colour) in enumerate((("legend_locked", "#EDF0F3"), ("legend_open", "#FFFBE3")), start=3):
        sheet.write_blank(row, 0, None, out.format(bg_color=colour, border=1, border_color="#C9D1D8"))
        sheet.write_string(row, 1, text.say(f"template.{key}"), wrapped)
    for row, topic in enumerate(_TOPICS, start=6):
        words = text.say(f"template.help.{topic}")
        sheet.set_row(row, 18 * (1 + len(words) // 88) + 4)
        sheet.write_string(row, 0, text.say(f"template.help.{topic}_title"), out.format(bold=True, text_wrap=True))
        sheet.write_string(row, 1, words, wrapped)
    version = text.say("template.version", version=layout("goal").version)
    sheet.write_string(7 + len(_TOPICS), 1, version, out.format(font_color="#5F6C77"))
    sheet.protect("", {"format_columns": True, "format_rows": True})
