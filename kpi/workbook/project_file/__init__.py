"""A project's record of a public register, saved as a file: read as a stranger's file, never kept."""

from kpi.workbook.project_file.json_door import MOST_BYTES, ProjectFileError
from kpi.workbook.project_file.reading import read_project

__all__ = ["MOST_BYTES", "ProjectFileError", "read_project"]
