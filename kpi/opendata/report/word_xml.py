"""What python-docx has no call for: links, fields, alternative texts, repeated heads, languages."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: the style of links, by name and id
LINK = "Hyperlink"
_TO_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def element(name: str, **values: str) -> Any:
    """An element of Word's own, `w:fldSimple`, with attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_link(paragraph: Any, words: str, href: str) -> None:
    """Words that lead to an address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, _TO_LINK, is_external=True))
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(words)
    # by its id: python-docx looks through all styles for a name, which of a large report takes most of the time
    run._r.style = LINK
    link.append(run._r)
    paragraph._p.append(link)


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that Word reckons anew: the number of a page, of a table; `shown` until then."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind == "shown":
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def describe(picture: Any, alt: str, number: int) -> None:
    """The alternative text of an inline picture."""
    properties = picture._inline.docPr
    properties.set("descr", alt)
    properties.set("id", str(number))
    properties.set("name", f"Picture {number}")


def speak(style_or_defaults: Any, language: str) -> None:
    """The language in which words are spelt and hyphenated: of `w:rPr`."""
    for old in style_or_defaults.findall(qn("w:lang")):
        style_or_defaults.remove(old)
    style_or_defaults.append(element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def set_font(style: Any, name: str) -> None:
    """The font of a style for every script, in place of the template's theme."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for key in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{key}"), name)


def repeat_head(row: Any) -> None:
    """The row stands at the top of every page that the table goes on to."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))


def keep_whole(row: Any) -> None:
    """The row is not broken between pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit", val="true"))


def fix_widths(table: Any, widths: list[int]) -> None:
    """The widths of the columns in twentieths of a point, as every programme reads them: grid, cells, layout."""
    properties = table._tbl.tblPr
    for name in ("w:tblW", "w:tblLayout", "w:tblCellMar"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.append(element("w:tblW", w=str(sum(widths)), type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side, wide in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70)):
        margins.append(element(f"w:{side}", w=str(wide), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
    for column, wide in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(wide))
    for row in table._tbl.tr_lst:
        for cell, wide in zip(row.tc_lst, widths, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(wide))
            cell.tcPr.tcW.set(qn("w:type"), "dxa")


def shade(cell: Any, fill: str) -> None:
    """The ground of a cell, RRGGBB."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill))
