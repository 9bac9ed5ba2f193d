"""The last file of a person that was not taken, so that its page can be shown and its marked copy given.

In memory for half an hour: nothing of a file with errors is stored.
"""

from dataclasses import dataclass, field

from kpi.cache import Cache
from kpi.model import Problem
from kpi.views.desk.report import Untaken
from kpi.workbook import Interpretation

SECONDS = 30 * 60
#: files of 10 MB at most
MOST = 20


@dataclass(frozen=True, slots=True)
class RejectedUpload:
    """A file and what is wrong with it.

    table    how it was read, where it follows no template; `certain` that nothing else stands in its way
    """

    filename: str
    content: bytes = field(repr=False)
    problems: tuple[Problem, ...]
    table: Interpretation | None = None
    certain: bool = False


class RejectedUploads:
    """One file a person, the latest; and the remarks on files that were taken."""

    def __init__(self) -> None:
        self._files: Cache[RejectedUpload] = Cache(MOST, SECONDS)
        self._untaken: Cache[Untaken] = Cache(MOST, SECONDS)
        self._remarks: Cache[tuple[Problem, ...]] = Cache(MOST)

    def put(self, login: str, file: RejectedUpload) -> None:
        self._files.put(login, file)

    def put_untaken(self, login: str, found: Untaken) -> None:
        """Remember what was not taken from the last files that filled the person's form."""
        self._untaken.put(login, found)

    def untaken(self, login: str) -> Untaken | None:
        """What was not taken from them; None where that is not kept any more."""
        return self._untaken.find(login)

    def note(self, sha256: str, problems: tuple[Problem, ...]) -> None:
        """Remember the remarks on a file that was taken."""
        self._remarks.put(sha256, problems)

    def remarks(self, sha256: str) -> tuple[Problem, ...] | None:
        """The remarks on a file that was taken; None where they are not remembered."""
        return self._remarks.find(sha256)

    def take(self, login: str) -> RejectedUpload | None:
        """The file of a person, still kept afterwards; None where there is none, or not any more."""
        return self._files.find(login)
