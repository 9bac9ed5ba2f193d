"""The catalogue of problem codes, and the list that gathers the problems of one file.

Sentences and cures stand in kpi/text/words/problems.toml under the same names; docs/workbook.md is made of both.
"""

from dataclasses import replace

from kpi.model import CellRef, Problem, Severity

ERROR, REMARK = Severity.ERROR, Severity.REMARK

#: Every code with the severity it has unless said otherwise. The order is that of docs/workbook.md.
CATALOGUE: dict[str, Severity] = {
    # the file
    "file_empty": ERROR,
    "file_not_spreadsheet": ERROR,
    "file_format_unsupported": ERROR,
    "file_signed": ERROR,
    "file_archive": ERROR,
    "file_shortcut": ERROR,
    "file_web_page": ERROR,
    "file_document": ERROR,
    "file_picture": ERROR,
    "file_other_program": ERROR,
    "file_open_data": ERROR,
    "file_encrypted": ERROR,
    "file_rights": ERROR,
    "file_corrupt": ERROR,
    "file_too_big": ERROR,
    "file_too_heavy": ERROR,
    "file_unreadable": ERROR,
    "file_unsafe_xml": ERROR,
    "file_unsafe_zip": ERROR,
    "file_macros": ERROR,
    "problems_cut": REMARK,
    # sheets and headers
    "sheet_missing": ERROR,
    "sheet_duplicate": ERROR,
    "sheet_empty": ERROR,
    "sheet_hidden": REMARK,
    "sheet_renamed": REMARK,
    "sheet_unread": REMARK,
    "table_unrecognised": ERROR,
    "header_missing": ERROR,
    "header_absent": REMARK,
    "header_duplicate": ERROR,
    "header_unknown": REMARK,
    "columns_unnamed": REMARK,
    "used_range_bloated": REMARK,
    "hidden_rows": REMARK,
    "hidden_columns": REMARK,
    "merged_cells": ERROR,
    # cells
    "required_missing": ERROR,
    "number_invalid": ERROR,
    "number_ambiguous": ERROR,
    "number_is_date": ERROR,
    "number_is_bool": ERROR,
    "number_out_of_range": ERROR,
    "number_hidden": REMARK,
    "number_replaced": REMARK,
    "number_scaled": REMARK,
    "percent_scaled": REMARK,
    "percent_unexpected": ERROR,
    "cell_error": ERROR,
    "formula_no_value": ERROR,
    "formula_external": REMARK,
    "code_format": ERROR,
    "code_duplicate": ERROR,
    "code_unknown": ERROR,
    "code_is_number": REMARK,
    "code_ambiguous_number": ERROR,
    "code_is_date": ERROR,
    "code_lookalike": REMARK,
    "text_raised": ERROR,
    "text_raised_read": REMARK,
    "text_struck": REMARK,
    "cell_struck": ERROR,
    "row_struck": ERROR,
    "code_read_as": REMARK,
    "row_is_total": ERROR,
    "text_cleaned": REMARK,
    "text_too_long": ERROR,
    "choice_invalid": ERROR,
    "direction_invalid": ERROR,
    "weight_invalid": ERROR,
    "weight_sum": REMARK,
    "weight_partial": REMARK,
    "year_invalid": ERROR,
    "half_invalid": ERROR,
    "quarter_invalid": ERROR,
    "month_invalid": ERROR,
    "date_invalid": ERROR,
    "date_zoned": REMARK,
    "date_rounded": REMARK,
    "date_order": ERROR,
    # across cells and rows
    "period_conflict": ERROR,
    "month_year_unclear": ERROR,
    "period_finer": REMARK,
    "observation_duplicate": ERROR,
    "observation_before_baseline": REMARK,
    "period_not_begun": ERROR,
    "period_not_ended": REMARK,
    "not_filled": REMARK,
    "value_beside": REMARK,
    "part_is_whole": REMARK,
    "reason_missing": ERROR,
    "gap_without_reason": REMARK,
    "gap_invalid": ERROR,
    "gap_with_value": ERROR,
    "increment_negative": ERROR,
    "scale_suspect": REMARK,
    "baseline_incomplete": ERROR,
    "baseline_unknown": REMARK,
    "kind_guessed": REMARK,
    "target_bound": ERROR,
    "target_bound_read": REMARK,
    "target_in_words": REMARK,
    "target_missing": ERROR,
    "target_direction": ERROR,
    "target_not_after_baseline": ERROR,
    "milestone_order": REMARK,
    "range_invalid": ERROR,
    "range_missing": REMARK,
    "range_unused": REMARK,
    "visibility_without_ground": ERROR,
    "delayed_without_date": REMARK,
    "series_break_invalid": ERROR,
    "also_under_invalid": ERROR,
    "project_number_form": REMARK,
    "money_of_no_action": ERROR,
    "money_duplicate": ERROR,
    "money_sum_plan": ERROR,
    "money_sum_actual": ERROR,
    "money_sum_standing": ERROR,
    "corrective_duplicate": ERROR,
    "outcome_incomplete": ERROR,
    "outcome_unsaid": ERROR,
    "outcome_to_come": ERROR,
    "target_change_chain": ERROR,
    "target_changed_without_decision": ERROR,
    "wrong_goal": ERROR,
    "edition_mixed": ERROR,
    "first_month_changed": ERROR,
    "wrong_department": REMARK,
    "plan_not_taken": REMARK,
    # a table that people already have
    "not_confirmed": REMARK,
    "not_compared": REMARK,
    "table_ambiguous": ERROR,
    "table_too_wide": ERROR,
    "period_unclear": ERROR,
    "header_carried": REMARK,
    "codes_missing": ERROR,
    "code_not_in_force": ERROR,
    "name_unknown": ERROR,
    "name_duplicate": ERROR,
    "name_ambiguous": ERROR,
    "name_of_other": ERROR,
    "name_differs": REMARK,
    "unit_differs": ERROR,
    "plan_differs": REMARK,
    "plan_unclear": REMARK,
    "values_equal_plan": ERROR,
    # the plan
    "parameter_missing": ERROR,
    "parameter_invalid": ERROR,
    "colour_contrast": ERROR,
    "mark_missing": ERROR,
    "mark_without_words": ERROR,
    "mark_several": ERROR,
    "mark_format": ERROR,
    "mark_linked": ERROR,
    "mark_too_big": ERROR,
    "mark_damaged": ERROR,
    "mark_blank": ERROR,
    "mark_unread": REMARK,
    "parameter_duplicate": ERROR,
    "parameter_unknown": REMARK,
    "parent_unknown": ERROR,
    "department_unknown": REMARK,
    "contact_no_address": REMARK,
    "contacts_without_term": REMARK,
    "succession_incomplete": ERROR,
    "session_duplicate": ERROR,
    "decision_duplicate": ERROR,
    "decision_unknown": ERROR,
    "decision_ambiguous": ERROR,
    "assignment_duplicate": ERROR,
    "assignment_incomplete": ERROR,
    "assignment_contradicts": ERROR,
    "done_in_future": ERROR,
    "subject_unknown": ERROR,
    "goal_not_in_plan": ERROR,
    "link_not_allowed": ERROR,
    "risks_too_many": ERROR,
    "alignment_duplicate": ERROR,
    # against the store, when a workbook is published (kpi.services.publishing)
    "goal_unknown": ERROR,
    "also_under_unknown": ERROR,
    "year_outside": ERROR,
    "edition_other": ERROR,
    "edition_unsaid": ERROR,
}

#: More problems than this help nobody: the rest is counted.
MAX_PROBLEMS = 1000
_FOUND = 200


class ProblemList:
    """The problems of one file, in the order in which they were found."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._left_out = {ERROR: 0, REMARK: 0}

    def add(
        self,
        code: str,
        place: CellRef | str | None = None,
        found: str | None = None,
        severity: Severity | None = None,
        **values: str | float,
    ) -> None:
        """Note a problem at a cell, on a sheet (its title) or of the whole file."""
        if len(self._problems) >= MAX_PROBLEMS:
            self._left_out[severity or CATALOGUE[code]] += 1
            return
        sheet = place.sheet if isinstance(place, CellRef) else place
        cell = place.cell if isinstance(place, CellRef) else None
        if found is not None and len(found) > _FOUND:
            found = found[: _FOUND - 1] + "…"
        self._problems.append(
            Problem(code=code, severity=severity or CATALOGUE[code], sheet=sheet, cell=cell, found=found, values=values)
        )

    def count(self) -> int:
        """How many problems have been noted so far."""
        return len(self._problems)

    def mark(self, since: int, **values: str | float) -> None:
        """Add values to the problems noted after the first `since`."""
        self._problems[since:] = [replace(one, values={**one.values, **values}) for one in self._problems[since:]]

    def all(self) -> tuple[Problem, ...]:
        """The problems; where there were too many, a last one counts those left out."""
        errors, remarks = self._left_out[ERROR], self._left_out[REMARK]
        if not errors + remarks:
            return tuple(self._problems)
        values = {"n": errors + remarks, "errors": errors, "remarks": remarks, "shown": len(self._problems)}
        return (*self._problems, Problem(code="problems_cut", severity=ERROR if errors else REMARK, values=values))
