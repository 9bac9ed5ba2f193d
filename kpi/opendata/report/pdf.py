"""The report as PDF: the Word document, printed by LibreOffice."""

from kpi.opendata.report import printing, word
from kpi.opendata.report.drawn_pictures import Draw
from kpi.views.report.blocks import SessionReport


def write(report: SessionReport, draw: Draw) -> bytes:
    """The PDF; `printing.PdfError` where it cannot be made here."""
    printing.ask()  # before seconds go into a document that nobody can print
    return printing.print_document(word.write(report, draw))
