"""Every goal with its indicators, in the columns of the official form, and the way of the goals of each part."""

from collections.abc import Iterator, Mapping

from kpi.model import Level
from kpi.views.common.dossier import Dossier
from kpi.views.common.phrases import capitalise, sentence_end
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.shown_value import shown_by_code
from kpi.views.indicator.dossiers import dossiers
from kpi.views.public.overview_goals import GoalBlock, GoalRow
from kpi.views.report.blocks import Block, GoalWays, NamedWay, Picture, ReportSentence, ReportTable, Section
from kpi.views.report.corrective import corrective_actions
from kpi.views.report.form_fields import OfficialRow, cell_of, column_of
from kpi.views.report.scope import ReportScope, goal_title

#: more goals than a picture holds legibly
_MOST_WAYS = 14


def goals(scope: ReportScope) -> Iterator[Section]:
    """A heading for all, one for each part that has a name, one for each goal with its table."""
    text = scope.text
    yield Section(title=text.say("session_report.goals.title"), level=1, blocks=(), wide=True)
    rows = _Rows(scope)
    for block in scope.blocks:
        level = 2
        if block.above is not None and scope.node is None:
            yield Section(title=block.above.name, level=2, blocks=_of_block(scope, block), wide=True)
            level = 3
        for goal in block.goals:
            yield Section(title=goal_title(goal.name), level=level, blocks=rows.of_goal(goal, block), wide=True)


def _of_block(scope: ReportScope, block: GoalBlock) -> tuple[Block, ...]:
    """How the part stands, and the way of its goals."""
    href = ""
    if block.above is not None and scope.board.node(Level.SECTOR, block.above.code):
        href = scope.addresses.page("sector", id=block.above.code)
    words = "; ".join(filter(None, (block.of_judged, block.far_behind)))
    picture = ways(scope, block)
    return (ReportSentence(sentence_end(capitalise(words)), href), *([picture] if picture else []))


def ways(scope: ReportScope, block: GoalBlock) -> Picture | None:
    """Progress of each goal beside its plan; None where none has both."""
    text, lines = scope.text, []
    for goal in block.goals:
        node = scope.board.node(Level.OPERATIONAL_GOAL, goal.name.code)
        rollup = node.rollup if node else None
        if rollup is None or rollup.progress is None or rollup.expected is None:
            continue
        words = text.say(
            "session_report.goals.way",
            progress=text.percent(rollup.progress),
            expected=text.percent(rollup.expected),
        )
        lines.append(NamedWay(goal_title(goal.name), rollup.progress, rollup.expected, rollup.status, words))
    if not lines or len(lines) > _MOST_WAYS:
        return None
    alt = " ".join(sentence_end(f"{line.name}: {line.words}") for line in lines)
    key = (text.say("session_report.goals.bar"), text.say("session_report.goals.tick"))
    return Picture(text.say("session_report.goals.picture"), alt, GoalWays(tuple(lines), key))


class _Rows:
    """The rows of the form; what they share is looked up once."""

    def __init__(self, scope: ReportScope) -> None:
        self.scope = scope
        self.form = scope.survey.dataset.strategy.form_columns
        self.columns = tuple(column_of(column, scope.text) for column in self.form)
        self.dossiers: Mapping[str, Dossier] = {
            one.code: one for one in dossiers(scope.survey, scope.text, (row.code for row in scope.rows))
        }
        self.actions = corrective_actions(scope)
        self.shown = {code: one.value for code, one in shown_by_code(scope.survey).items()}

    def of_goal(self, goal: GoalRow, block: GoalBlock) -> tuple[Block, ...]:
        """Where the goal belongs, who answers for it, how it stands; its table."""
        scope, text = self.scope, self.scope.text
        node = scope.board.node(Level.OPERATIONAL_GOAL, goal.name.code)
        above = scope.board.node(Level.STRATEGIC_GOAL, node.parent) if node else None
        said = []
        if above is not None and (block.above is None or above.code != block.above.code):
            said.append(text.say("session_report.goals.of", goal=goal_title(above.name)))
        if node is not None and node.department is not None and node.department.name:
            said.append(text.say("goal.responsible", department=node.department.name))
        blocks: list[Block] = [ReportSentence(" ".join(said))] if said else []
        blocks.append(ReportSentence(sentence_end(self._stands(goal)), scope.addresses.page("goal", id=goal.name.code)))
        if goal.rows:
            blocks.append(self._table(goal, block))
        return tuple(blocks)

    def _stands(self, goal: GoalRow) -> str:
        text = self.scope.text
        if not goal.counts.judged:
            return capitalise(goal.count)
        words = text.say("session_report.goals.stands", on_plan=goal.counts.on_plan, judged=goal.counts.judged)
        rest = goal.counts.total - goal.counts.judged
        return words + (text.say("goal.finding.unjudged", n=text.number(rest)) if rest else "")

    def _table(self, goal: GoalRow, block: GoalBlock) -> ReportTable:
        text, title = self.scope.text, goal_title(goal.name)
        group = [(text.say("session_report.column.goal"), title)]
        if block.above is not None and self.scope.node is None:
            group.insert(0, (text.say("session_report.counts.part"), block.above.name))
        ordered = [row for row in self.scope.rows if row.goal == goal.name.code]
        return ReportTable(
            sheet="indicators",
            caption=text.say("session_report.goals.caption", goal=title),
            columns=self.columns,
            rows=tuple(tuple(cell_of(column.field, self._row(row)) for column in self.form) for row in ordered),
            group=tuple(group),
        )

    def _row(self, row: IndicatorRow) -> OfficialRow:
        return OfficialRow(
            row=row,
            dossier=self.dossiers[row.code],
            shown=self.shown.get(row.code),
            href=self.scope.addresses.indicator(row.code),
            action=" ".join(one.words for one in self.actions.get(row.code, ()) if one.awaited),
        )
