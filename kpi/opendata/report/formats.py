"""From a report to a file of the kind that is asked for."""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from types import MappingProxyType

from kpi.opendata.report.drawn_pictures import Draw
from kpi.views.report.blocks import SessionReport


class ReportFormat(StrEnum):
    """The endings of the files, in the order in which they are offered."""

    DOCX = "docx"
    PDF = "pdf"
    PPTX = "pptx"
    XLSX = "xlsx"


MEDIA_TYPES = MappingProxyType(
    {
        ReportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ReportFormat.PDF: "application/pdf",
        ReportFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
_ROOM = "kpi.opendata.report"
_WRITERS = MappingProxyType(
    {
        ReportFormat.DOCX: "word",
        ReportFormat.PDF: "pdf",
        ReportFormat.PPTX: "slides",
        ReportFormat.XLSX: "sheets",
    }
)


def report_file(report: SessionReport, kind: ReportFormat, draw: Draw) -> bytes:
    """The file; `PdfError` where a PDF cannot be made here.

    draw  an SVG and a width in px → PNG

    A writer is imported when it is needed: a process that makes no report pays no memory for the libraries.
    """
    write: Callable[[SessionReport, Draw], bytes] = import_module(f"{_ROOM}.{_WRITERS[kind]}").write
    return write(report, draw)
