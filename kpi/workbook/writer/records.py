"""From the model to the rows of workbook sheets: the way back of reading. Keys are those of layouts/*.toml."""

from collections.abc import Sequence
from datetime import date

from kpi.model import (
    QUALITY_FIELDS,
    Action,
    ActionMoney,
    CorrectiveAction,
    Direction,
    GapReason,
    GoalBook,
    Indicator,
    Language,
    Observation,
    Period,
    Plan,
    Suspension,
    TargetChange,
    form_of,
)
from kpi.model.folding import fold
from kpi.workbook.goal.settings import day_words
from kpi.workbook.sheet.book_words import BookWords
from kpi.workbook.sheet.layout import PART_COLUMNS, layout
from kpi.workbook.writer.oversight_records import Record, Records, Value, oversight_records

__all__ = ["Record", "Records", "Value", "goal_records", "indicator_record", "observation_record", "plan_records"]
__all__ += ["written_year"]


def goal_records(book: GoalBook, words: BookWords) -> Records:
    """Records of every sheet of a goal workbook by the sheet's key."""
    return {
        "indicators": [{**indicator_record(i, words), "edition": book.edition} for i in book.indicators],
        "observations": [observation_record(o, words) for o in book.observations],
        "suspensions": [_suspension(s) for s in book.suspensions],
        "target_changes": [_target_change(c) for c in book.target_changes],
        "actions": [_action(a) for a in book.actions],
        "action_money": [_money(m, book.actions) for m in book.action_money],
        "corrective_actions": [_corrective(c) for c in book.corrective_actions],
    }


def indicator_record(indicator: Indicator, words: BookWords) -> Record:
    """One row of «Показники»; the planned value of a year has the key `target_<year>`."""
    plain = ("code", "name", "unit", "direction", "baseline_year", "baseline_value", "weight", "department", "source")
    optional = ("name_en", "unit_en", "kind", "frequency", "range_low", "range_high", "visibility", "ground")
    last = (
        "open_from",
        "delay_months",
        "definition",
        "provenance",
        "baseline_provenance",
        "catalogue_code",
        "task",
        "task_en",
    )
    broken = indicator.series_break
    return {
        **{key: getattr(indicator, key) for key in (*plain, *optional, *last, "result_level", *QUALITY_FIELDS)},
        **_targets(indicator, words),
        "also_under": "; ".join(indicator.also_under.split()),
        "series_break": f"{words.day(broken.day)}; {broken.reason}" if broken else None,
    }


def _targets(indicator: Indicator, words: BookWords) -> Record:
    """The planned values by year; where the plan has no number, the word that the reader takes for a direction."""
    if indicator.targets or indicator.direction is Direction.RANGE:
        return {f"target_{year}": value for year, value in indicator.targets}
    return {f"target_{indicator.target_year}": str(words.said(f"target_{indicator.direction}"))}


def written_year(period: Period) -> Value:
    """The year of a period in a workbook: a number, or «2025/26» of years that are not the calendar's."""
    fiscal = period.fiscal_year
    return period.year if fiscal.is_calendar else fiscal.label(period.year)


def observation_record(observation: Observation, words: BookWords) -> Record:
    """One row of «Спостереження». A gap stands where the reader takes it from: «х» in the value, else its reason."""
    period = observation.period
    part = PART_COLUMNS.get(period.span_months)
    record: dict[str, Value] = {
        "code": observation.code,
        "year": written_year(period),
        "value": observation.value,
        "comment": observation.comment,
        "state": "preliminary" if observation.preliminary else "final",
        "coverage_pct": observation.coverage_pct,
        "breakdown": observation.breakdown,
        "provenance": observation.provenance,
        "value_source": observation.source,
    }
    if part:
        record[part] = period.written_number
    match observation.gap:
        case GapReason.NOT_APPLICABLE:
            record["value"] = words.said("not_applicable")
        case GapReason.RESTRICTED if observation.restricted_until:
            record["gap"] = words.restricted(words.day(observation.restricted_until))
        case GapReason.NO_VALUE:
            record["value"] = words.said("no_value")
        case GapReason() as reason:
            record["gap"] = words.gaps().get(reason)
    return record


def _suspension(row: Suspension) -> Record:
    return {key: getattr(row, key) for key in ("code", "since", "until", "reason", "act", "review_by")}


def _target_change(row: TargetChange) -> Record:
    return {key: getattr(row, key) for key in ("code", "year", "old_value", "new_value", "decided", "act")}


def _action(row: Action) -> Record:
    keys = ("code", "name", "state", "start", "due", "done_pct", "budget_plan_uah", "budget_actual_uah", "funding")
    more = ("dream_id", "partners", "result_level", "indicator", "investment_direction", "stop_reason", "act")
    return {key: getattr(row, key) for key in (*keys, *more, "name_en", "comment")}


def _corrective(row: CorrectiveAction) -> Record:
    """One row of «Заходи виправлення»."""
    keys = ("code", "cause", "measure", "due", "responsible", "expected_value", "money", "outcome", "outcome_day")
    record: dict[str, Value] = {key: getattr(row, key) for key in (*keys, "outcome_reason")}
    record["year"] = written_year(row.period)
    if part := PART_COLUMNS.get(row.period.span_months):
        record[part] = row.period.written_number
    return record


def _money(row: ActionMoney, actions: Sequence[Action]) -> Record:
    """One row of «Кошти»: the action by its name, by which of its code it is where two are called alike."""
    own = [action.name for action in actions if action.code == row.code]
    alike = [n for n, name in enumerate(own, start=1) if fold(name) == fold(row.name)]
    same = [n for n in alike if own[n - 1] == row.name]
    action = row.name if len(alike) <= 1 or row.number > len(same) else str(same[row.number - 1])
    told = {key: getattr(row, key) for key in ("code", "year", "source", "plan", "actual")}
    return {**told, "action": action}


def plan_records(plan: Plan, words: BookWords) -> Records:
    """Records of every sheet of the plan workbook."""
    values = {attribute: _parameter(plan, attribute, words) for attribute in layout("plan").parameters}
    strategy: list[Record] = [
        {"parameter": name, "value": values[attribute]}
        for attribute, name in words.parameters(values).items()
        if values[attribute] is not None
    ]
    # people know a department by its name
    names = {d.code: d.name for d in plan.departments}
    return {
        "strategy": strategy,
        "sectors": [{"code": s.code, "name": s.name, "name_en": s.name_en} for s in plan.sectors],
        "strategic_goals": [
            {k: getattr(g, k) for k in ("code", "sector", "name", "name_en", "provenance")}
            for g in plan.strategic_goals
        ],
        "operational_goals": [
            {k: getattr(g, k) for k in ("code", "strategic_goal", "name", "name_en", "provenance")}
            | {"department": names.get(g.department, g.department)}
            for g in plan.operational_goals
        ],
        "departments": [
            {k: getattr(d, k) for k in ("code", "name", "name_en", "contact", "provenance")} for d in plan.departments
        ],
        "successions": [{k: getattr(s, k) for k in ("previous_code", "code", "succession")} for s in plan.successions],
        **oversight_records(plan.oversight, words, names),
        "report_form": [
            {"title": column.title, "title_en": column.title_en, "field": column.field}
            for column in form_of(plan.strategy.report_form)
        ],
    }


def _parameter(plan: Plan, attribute: str, words: BookWords) -> Value:
    value: object = plan.strategy
    for name in attribute.split("."):
        value = getattr(value, name)
    if attribute == "working_days":
        return day_words(plan.strategy.working_days, words.language)
    if isinstance(value, bool):
        return words.answer(yes=value)
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return (
        value.value if isinstance(value, Language) else value if isinstance(value, str | int | float | date) else None
    )
