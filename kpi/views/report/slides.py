"""The slides of the session: title apart, the state, each part, what needs attention, what has not come."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kpi.model import FAR_BEHIND, AssignmentState, Level
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.public import sector
from kpi.views.public.overview_goals import GoalBlock
from kpi.views.report import decisions, findings
from kpi.views.report.attention import lagging
from kpi.views.report.blocks import ReportSentence, ReportSlide
from kpi.views.report.goals import ways
from kpi.views.report.scope import ReportScope, goal_title

#: lines that are read from the back of a hall, and how many slides of attention a session bears
MOST_LINES, _MOST_SLIDES = 4, 3


def slides(scope: ReportScope) -> tuple[ReportSlide, ...]:
    """All slides after the title, in their order."""
    return (_state(scope), *_parts(scope), *_attention(scope), *_decisions(scope), *_unreported(scope))


def _state(scope: ReportScope) -> ReportSlide:
    said = tuple(findings.sentences(scope))
    return ReportSlide(title=findings.headline(scope), picture=findings.bars(scope), notes=said)


def _parts(scope: ReportScope) -> Iterator[ReportSlide]:
    """A slide a sector; of a plan without sectors, of each part that has a name."""
    for block in scope.blocks:
        if block.above is None or (scope.node is not None and len(scope.blocks) == 1):
            picture = ways(scope, block)
            if picture is not None:
                yield ReportSlide(title=picture.caption, picture=picture, notes=(ReportSentence(picture.alt),))
            continue
        yield _part(scope, block, block.above)


def _part(scope: ReportScope, block: GoalBlock, above: LocalizedName) -> ReportSlide:
    text = scope.text
    node = scope.board.node(Level.SECTOR, above.code)
    title = sector.headline(text, node) if node else f"{above.name}: {block.of_judged}"
    href = scope.addresses.page("sector", id=above.code) if node else ""
    picture = ways(scope, block)
    lines = () if picture else _goals(block)
    notes = (ReportSentence(title, href), *((ReportSentence(picture.alt, href),) if picture else ()))
    return ReportSlide(title=title, lines=lines, picture=picture, notes=notes)


def _goals(block: GoalBlock) -> tuple[tuple[str, str], ...]:
    return tuple((goal_title(goal.name), goal.count) for goal in block.goals[:MOST_LINES])


def _attention(scope: ReportScope) -> Iterator[ReportSlide]:
    """The worst first, a few on each slide; how many more there are, on the last."""
    text = scope.text
    rows = [row for row in lagging(scope) if row.status in FAR_BEHIND] or list(lagging(scope))
    shown = rows[: MOST_LINES * _MOST_SLIDES]
    count = scope.counts.far_behind
    title = text.count("dashboard.slides.attention", count) if count else text.say("dashboard.slides.no_attention")
    if not shown:
        yield ReportSlide(title=title)
        return
    parts = [shown[at : at + MOST_LINES] for at in range(0, len(shown), MOST_LINES)]
    for number, part in enumerate(parts, 1):
        lines = [_line(scope, row) for row in part]
        rest = len(rows) - len(shown)
        if number == len(parts) and rest:
            lines.append(("", text.count("dashboard.slides.more", rest)))
        place = text.say("dashboard.slides.place", n=text.number(number), total=text.number(len(parts)))
        named = f"{title} ({place})" if len(parts) > 1 else title
        yield ReportSlide(title=named, lines=tuple(lines), notes=_notes(scope, part))


def _line(scope: ReportScope, row: IndicatorRow) -> tuple[str, str]:
    text, record = scope.text, row.record
    planned = text.say("overview.attention.planned", planned=record.planned_words(record.planned_value))
    return f"{row.code} {row.name.name}", f"{text.say(f'status.{row.status}')}: {row.value_words}; {planned}"


def _notes(scope: ReportScope, rows: Sequence[IndicatorRow]) -> tuple[ReportSentence, ...]:
    """Status, department and its explanation, for whoever speaks."""
    text = scope.text
    return tuple(
        ReportSentence(
            text.say(
                "session_report.slides.note",
                name=f"{row.code} {row.name.name}",
                status=", ".join(filter(None, (text.say(f"status.{row.status}"), row.since_words))),
                department=row.department.name or text.say("session_report.slides.nobody"),
                reason=row.record.comment or text.say("rows.no_explanation"),
            ),
            scope.addresses.indicator(row.code),
        )
        for row in rows
    )


def _decisions(scope: ReportScope) -> Iterator[ReportSlide]:
    """Assignments that are open, the latest decision first; of a plan without decisions no slide."""
    text, found = scope.text, decisions.fates(scope)
    waiting = [one for one in found if one.state is AssignmentState.OPEN]
    if not found:
        return
    said = tuple(decisions.summary(scope, found))
    lines = [
        (
            f"{one.decision}: {one.words}",
            "; ".join(filter(None, (one.department, text.date(one.due), decisions.state_words(text, one)))),
        )
        for one in waiting[:MOST_LINES]
    ]
    if len(waiting) > MOST_LINES:
        lines.append(("", text.count("dashboard.slides.more", len(waiting) - MOST_LINES)))
    yield ReportSlide(title=said[-1].words.removesuffix("."), lines=tuple(lines), notes=said)


def _unreported(scope: ReportScope) -> Iterator[ReportSlide]:
    text, late = scope.text, [row for row in scope.rows if row.overdue]
    if not late:
        return
    counted = Counter(row.department.name for row in late).most_common()
    lines = [
        (name or text.say("session_report.slides.nobody"), text.count("session_report.slides.reports", n))
        for name, n in counted[: MOST_LINES + 2]
    ]
    if len(counted) > MOST_LINES + 2:
        lines.append(("", text.count("dashboard.slides.more", len(counted) - MOST_LINES - 2)))
    title = text.count("session_report.unreported.count", len(late))
    title += text.count("session_report.unreported.departments", len(counted))
    notes = tuple(
        ReportSentence(f"{row.code} {row.name.name}: {row.overdue}", scope.addresses.indicator(row.code))
        for row in late
    )
    yield ReportSlide(title=title.removesuffix("."), lines=tuple(lines), notes=notes)
