"""The page of one operational goal: which indicators fall behind, why, what is being done."""

from dataclasses import dataclass, replace

from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import Level, Status, code_sort_key
from kpi.text import Text, inner_quotes
from kpi.views.common.board import Board, Node, Rollup
from kpi.views.common.board import board as build_board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.dossier import Dossier, SuspensionSpan
from kpi.views.common.histories import HistoryChoice, history_choice
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.page_frame import Crumb
from kpi.views.common.phrases import period_words, sentence_end
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.series import Trajectory
from kpi.views.indicator.dossiers import ancestors, dossiers, suspensions_of
from kpi.views.indicator.trajectory import of_dossier
from kpi.views.oversight.risks import RiskRow, risk_rows
from kpi.views.oversight.waiting import NOTHING_WAITS, Waiting, waiting
from kpi.views.public.goal_actions import ActionRow, action_rows

LAGGING = (Status.MOVING_AWAY, Status.OFF_TRACK, Status.AT_RISK)


@dataclass(frozen=True, slots=True)
class Multiple:
    """A small chart: after the row's value «→ ціль 95,0 %», and what a reader must know of the value's date.

    former  why the values of the edition before do not stand in the chart, "" where they do or there are none
    """

    row: IndicatorRow
    aim: str
    note: str
    trajectory: Trajectory
    former: str = ""


@dataclass(frozen=True, slots=True)
class GoalExplanation:
    """Why an indicator lags, in the department's words; "" = no reason given."""

    row: IndicatorRow
    words: str


@dataclass(frozen=True, slots=True)
class GoalSuspension:
    """A suspension of the goal, of something above it or of one of its indicators."""

    code: str
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """Everything the page says, in the order it says it."""

    code: str
    title: str
    department: LocalizedName | None
    sector: str
    crumbs: tuple[Crumb, ...]
    lede: str
    counts: StatusCounts
    rollup: Rollup | None
    multiples: tuple[Multiple, ...]
    explanations: tuple[GoalExplanation, ...]
    actions: tuple[ActionRow, ...]
    suspensions: tuple[GoalSuspension, ...]
    #: where its wording comes from, in the words of the plan workbook, "" where not said
    provenance: str = ""
    history: HistoryChoice | None = None
    waiting: Waiting = NOTHING_WAITS
    risks: tuple[RiskRow, ...] = ()
    #: indicators of other goals that stand here too; the counts and the bar above do not hold them
    shared: tuple[Multiple, ...] = ()


def build(survey: Survey, code: str, text: Text, *, board: Board | None = None) -> GoalView | None:
    """The page of the operational goal `code`; None for a code that the survey does not hold."""
    shared = board if board is not None else build_board(survey, text)
    node = shared.node(Level.OPERATIONAL_GOAL, code)
    if node is None:
        return None
    rows, further = _by_task(node.most_severe_first()), _further(survey, shared, code)
    found = {dossier.code: dossier for dossier in dossiers(survey, text, (row.code for row in (*rows, *further)))}
    sector, crumbs = _crumbs(shared, node)
    return GoalView(
        code=code,
        title=finding(node.name.name, node.counts, text),
        department=node.department,
        sector=sector,
        crumbs=crumbs,
        lede=_lede(shared, node),
        counts=node.counts,
        rollup=node.rollup,
        multiples=tuple(_multiple(survey, row, found[row.code], text) for row in rows),
        explanations=tuple(GoalExplanation(row, row.record.comment) for row in rows if row.status in LAGGING),
        actions=action_rows(survey, node, text),
        suspensions=_suspensions(survey, shared, node, text),
        provenance=node.provenance,
        waiting=waiting(shared, node),
        risks=risk_rows(shared, code),
        history=history_choice(survey, shared.basis, text, "goal", code),
        shared=tuple(_shared(survey, row, found[row.code], text) for row in further),
    )


def _by_task(rows: tuple[IndicatorRow, ...]) -> tuple[IndicatorRow, ...]:
    """The rows of each task together, in the order of the tasks' codes; what belongs to none comes first."""
    return tuple(sorted(rows, key=lambda row: (bool(row.record.task), code_sort_key(row.record.task))))


def _further(survey: Survey, shared: Board, goal: str) -> tuple[IndicatorRow, ...]:
    """Indicators of other goals that the plan shows here too, in the order of their codes."""
    codes = _shown_under(survey).get(goal)
    return tuple(row for row in shared.rows if row.code in codes and row.goal != goal) if codes else ()


@cache_by_survey
def _shown_under(survey: Survey) -> dict[str, set[str]]:
    """The codes of the indicators that name a goal as one more of theirs."""
    facts, found = survey.dataset.indicators, dict[str, set[str]]()
    named = facts[facts["also_under"] != ""]
    for code, goals in zip(named["code"], named["also_under"], strict=True):
        for goal in goals.split():
            found.setdefault(goal, set()).add(str(code))
    return found


def _shared(survey: Survey, row: IndicatorRow, dossier: Dossier, text: Text) -> Multiple:
    """Its weight is one of its own goal; where it is counted is said instead."""
    own = _multiple(survey, replace(row, weight=None), dossier, text)
    counted = text.say("goal.shared.counted", goal=row.goal)
    return replace(own, row=row, note="; ".join(filter(None, (counted, own.note))))


def finding(name: str, counts: StatusCounts, text: Text) -> str:
    """K > 0: «{Назва}: K із M оцінених показників суттєво відстають»; otherwise «…: за планом N із M»."""
    if counts.total and not counts.active:
        return text.say("goal.finding.suspended", name=name)
    if not counts.judged:
        return text.say("goal.finding.none", name=name)
    total = text.count("goal.of_indicators", counts.judged)
    if counts.far_behind:
        found = text.count("goal.finding.far", counts.far_behind, name=name, total=total)
    else:
        found = text.say("goal.finding.on_plan", name=name, n=counts.on_plan, total=total)
    rest = counts.total - counts.judged
    return found + (text.say("goal.finding.unjudged", n=rest) if rest else "")


def _lede(shared: Board, node: Node) -> str:
    """Which strategic goal it belongs to, where the strategy has such goals."""
    above, text = shared.node(Level.STRATEGIC_GOAL, node.parent), shared.text
    if above is None:
        return text.say("goal.lede_alone", code=node.code)
    strategic = text.say("goal.quoted", code=above.code, name=inner_quotes(above.name.name, text.language))
    return text.say("goal.lede", code=node.code, strategic=strategic)


def _crumbs(shared: Board, node: Node) -> tuple[str, tuple[Crumb, ...]]:
    strategic = shared.node(Level.STRATEGIC_GOAL, node.parent)
    sector = shared.node(Level.SECTOR, strategic.parent) if strategic else None
    here = Crumb(f"{node.code} {node.name.name}", foreign=node.name.foreign)
    if sector is None:
        return "", (here,)
    return sector.code, (Crumb(sector.name.name, "sector", sector.code, sector.name.foreign), here)


def _multiple(survey: Survey, row: IndicatorRow, dossier: Dossier, text: Text) -> Multiple:
    target = dossier.record.target_words
    aim = text.say("goal.aim", target=target) if target else ""
    notes = [row.overdue, row.why]
    if not row.overdue and row.period is not None and row.period_note:
        notes.append(text.say("goal.value_of", period=period_words(row.period, text)))
    if "stale" in row.record.flags and not row.why:
        notes.append(text.say("progress.flag.stale"))
    if row.weight is not None:
        notes.append(text.say("rows.weight", share=text.percent(row.weight)))
    note = "; ".join(words for words in notes if words)
    return Multiple(row, aim, note, of_dossier(survey, dossier, text, small=True))


def _suspensions(survey: Survey, shared: Board, node: Node, text: Text) -> tuple[GoalSuspension, ...]:
    names = {row.code: row.name.name for row in node.rows}
    names |= {at.code: at.name.name for at in shared.nodes.values()}
    codes = (*ancestors(survey, node.code), *(row.code for row in node.rows))
    return tuple(
        _suspension(survey, suspension, names.get(suspension.code, suspension.code), text)
        for suspension in suspensions_of(survey, codes)
    )


def _suspension(survey: Survey, suspension: SuspensionSpan, name: str, text: Text) -> GoalSuspension:
    until = suspension.until if suspension.until is not None and suspension.until < survey.now.as_of else None
    if until is None:
        sentences = [text.say("goal.suspension.since", day=text.date(suspension.since))]
    else:
        sentences = [text.say("goal.suspension.span", day=text.date(suspension.since), until=text.date(until))]
    if suspension.reason:
        sentences.append(sentence_end(suspension.reason))
    if suspension.act:
        sentences.append(text.say("indicator.reason.suspended.act", act=sentence_end(suspension.act)))
    if suspension.review_by is not None and until is None:
        sentences.append(text.say("goal.suspension.review", day=text.date(suspension.review_by)))
    return GoalSuspension(suspension.code, name, tuple(sentences))
