"""Workbooks that somebody tries: their dataset and what it measures to, in one session and nowhere else."""

from dataclasses import dataclass, field
from datetime import date

from kpi.measure import in_hindsight
from kpi.measure import survey as measure_survey
from kpi.measure.dataset import Dataset
from kpi.measure.results import Survey
from kpi.model import Basis, Language
from kpi.services.published import surveys
from kpi.views.common.board import Board
from kpi.views.common.board import board as build_board

_MOST = 6
_Key = tuple[date | None, Basis]


@dataclass(slots=True, eq=False)
class TrialDataset:
    """A dataset of a session's own; `names` are those of its files."""

    dataset: Dataset
    names: tuple[str, ...]
    _surveys: dict[_Key, Survey] = field(default_factory=dict)
    _boards: dict[tuple[Survey, Language], Board] = field(default_factory=dict)

    def survey(self, as_of: date | None = None, basis: Basis = Basis.KNOWN) -> Survey:
        """The dataset measured; `as_of` None = the last day that it says something of."""
        key = (as_of, basis)
        if key not in self._surveys:
            told = measure_survey(self.dataset, as_of)
            while len(self._surveys) >= _MOST:
                self._surveys.pop(next(iter(self._surveys)))
            self._surveys[key] = in_hindsight(told) if basis is Basis.HINDSIGHT else told
        return self._surveys[key]

    def board(self, as_of: date | None, language: Language, basis: Basis) -> Board:
        """The dataset in words."""
        key = (self.survey(as_of, basis), language)
        if key not in self._boards:
            while len(self._boards) >= _MOST:
                self._boards.pop(next(iter(self._boards)))
            self._boards[key] = build_board(key[0], surveys.text(language), basis)
        return self._boards[key]
