"""What a report says first: how it stands, what changed, what is not assessed, with the counts of each part."""

from collections.abc import Iterator, Sequence

from kpi.model import Level, Status
from kpi.text import DASH, Text
from kpi.views.changes.comparison_text import finding as comparison_finding
from kpi.views.common.board import Node
from kpi.views.common.counts import StatusCounts
from kpi.views.common.phrases import sentence_end
from kpi.views.common.withheld import withheld_words
from kpi.views.public import overview, sector
from kpi.views.report.blocks import (
    Block,
    NamedBar,
    Picture,
    ReportCell,
    ReportColumn,
    ReportSentence,
    ReportTable,
    Section,
    StatusBars,
)
from kpi.views.report.scope import ReportScope

#: more lines than a picture holds legibly
_MOST_BARS = 12


def headline(scope: ReportScope) -> str:
    """The finding of the whole plan or of the sector, as its page has it."""
    return sector.headline(scope.text, scope.node) if scope.node else overview.headline(scope.board)


def finding(scope: ReportScope) -> Section:
    """How it stands and what has changed since, a sentence each with the address of its numbers."""
    return Section(title=scope.text.say("session_report.finding"), level=1, blocks=tuple(sentences(scope)))


def sentences(scope: ReportScope) -> Iterator[ReportSentence]:
    """The sentences of the finding."""
    text, here = scope.text, _page_of(scope)
    yield ReportSentence(sentence_end(headline(scope)), here)
    for words in scope.counts.sums(text):
        yield ReportSentence(sentence_end(words), here)
    yield from _beside(scope, here)
    yield from _since(scope)
    yield ReportSentence(withheld_words(text), scope.addresses.page("method"))


def _page_of(scope: ReportScope) -> str:
    if scope.node:
        return scope.addresses.page("sector", id=scope.sector)
    return scope.addresses.page("overview")


def _beside(scope: ReportScope, here: str) -> Iterator[ReportSentence]:
    if scope.node is None:
        yield ReportSentence(overview.build(scope.survey, scope.text, board=scope.board).lede, here)
        return
    if scope.node.rollup:
        yield ReportSentence(sentence_end(scope.node.rollup.words), here)
        yield ReportSentence(sentence_end(scope.node.rollup.coverage), here)


def _since(scope: ReportScope) -> Iterator[ReportSentence]:
    """What moved between the two releases; that nothing was published, where nothing was."""
    text, part = scope.text, scope.part
    if part is None:
        if scope.since is not None:
            yield ReportSentence(text.say("session_report.nothing_before", day=text.date(scope.since)))
        return
    found = part.comparison
    if found.old == found.new:
        yield ReportSentence(text.say("session_report.nothing_since", day=text.date(found.old)))
        return
    days = {"from": found.old.isoformat(), "to": found.new.isoformat(), "sector": scope.sector}
    yield ReportSentence(sentence_end(comparison_finding(found, text)), scope.addresses.page("changes", **days))


def counts(scope: ReportScope) -> Section:
    """The counts of every part with the picture of them, and of all together."""
    text = scope.text
    listed = _parts(scope)
    heads = ("part", "total", "judged", "on_plan", "at_risk", "far", "no_data", "suspended")
    compared = scope.old is not None
    by_goal = scope.node is not None or len(scope.blocks) < 2
    columns = [
        ReportColumn(
            text.say(f"session_report.counts.{'part_goal' if by_goal and name == 'part' else name}"),
            30 if name == "part" else 9,
            name != "part",
        )
        for name in heads
    ]
    if compared:
        columns += [ReportColumn(text.say(f"session_report.counts.{name}"), 11, True) for name in ("before", "change")]
    rows = [
        _row(text, _linked(scope, code, name), now, scope.old_counts(goals), compared)
        for code, name, now, goals in listed
    ]
    if len(listed) > 1:
        everything = _old_total(scope)
        rows.append(
            _row(text, ReportCell(words=text.say("session_report.counts.all")), scope.counts, everything, compared)
        )
    caption = text.say("session_report.counts.caption", date=text.date(scope.survey.now.as_of))
    table = ReportTable(
        sheet="counts", caption=caption, columns=tuple(columns), rows=tuple(rows), total=len(listed) > 1
    )
    blocks: list[Block] = [ReportSentence(_note(scope))] if _note(scope) else []
    blocks += [table, *([bars(scope)] if listed else [])]
    title = text.say(f"session_report.counts.{'title_goals' if by_goal else 'title'}")
    return Section(title=title, level=1, blocks=tuple(blocks), wide=True)


def _note(scope: ReportScope) -> str:
    """With which release the columns at the right compare."""
    if scope.old is None or scope.then is None:
        return ""
    text, found = scope.text, scope.then.comparison
    return text.say("session_report.counts.note", release=text.date(found.old), date=text.date(found.old_as_of))


Part = tuple[str, str, StatusCounts, tuple[str, ...]]


def _parts(scope: ReportScope) -> list[Part]:
    """Code, name, counts and goals of each sector; of the goals where there is but one sector or none."""
    found: list[Part] = []
    if scope.node is None and len(scope.blocks) > 1:
        for block in scope.blocks:
            name = block.above.name if block.above else ""
            goals = tuple(goal.name.code for goal in block.goals)
            found.append((block.above.code if block.above else "", name, block.counts, goals))
        return found
    for block in scope.blocks:
        for goal in block.goals:
            found.append((goal.name.code, scope.goal_cell(goal), goal.counts, (goal.name.code,)))
    return found


def _linked(scope: ReportScope, code: str, name: str) -> ReportCell:
    """The name of a part with its page."""
    for level, page in ((Level.SECTOR, "sector"), (Level.OPERATIONAL_GOAL, "goal")):
        if code and scope.board.node(level, code):
            return ReportCell(words=name, href=scope.addresses.page(page, id=code))
    return ReportCell(words=name)


def _old_total(scope: ReportScope) -> StatusCounts | None:
    if scope.old is None:
        return None
    old: Node | None = scope.old.node(Level.SECTOR, scope.sector) if scope.sector else None
    if scope.sector:
        return old.counts if old else None
    return scope.old.counts


def _row(
    text: Text, name: ReportCell, now: StatusCounts, before: StatusCounts | None, compared: bool
) -> tuple[ReportCell, ...]:
    numbers = (
        *(now.total, now.judged, now.on_plan, now[Status.AT_RISK], now.far_behind),
        *(now[Status.NO_DATA], now[Status.SUSPENDED]),
    )
    cells = [name, *(_count(text, n) for n in numbers)]
    if compared and before is None:
        cells += [ReportCell(words=DASH), ReportCell(words=DASH)]
    elif compared and before is not None:
        words = text.say("session_report.counts.was", on_plan=before.on_plan, judged=before.judged)
        change = now.on_plan - before.on_plan
        cells += [ReportCell(words=words), ReportCell(words=text.number(change, 0, signed=True), value=change)]
    return tuple(cells)


def _count(text: Text, number: int) -> ReportCell:
    return ReportCell(words=text.number(number), value=number)


def bars(scope: ReportScope) -> Picture:
    """The counts of every part as bars; of more parts than a picture holds, those of all together."""
    text, listed = scope.text, _parts(scope)
    if len(listed) > _MOST_BARS:
        listed = [("", text.say("session_report.counts.all"), scope.counts, ())]
    lines = tuple(NamedBar(name, now.bar(text), _of_judged(text, now)) for _, name, now, _ in listed)
    present: Sequence[Status] = [s for s in Status if any(now[s] for _, _, now, _ in listed)]
    words = tuple((status, text.say(f"status.{status}")) for status in present)
    alt = " ".join(sentence_end(f"{line.name}: {line.bar.label}") for line in lines)
    return Picture(text.say("session_report.counts.picture"), alt, StatusBars(lines, words))


def _of_judged(text: Text, now: StatusCounts) -> str:
    if not now.judged:
        return text.say("overview.goals.not_judged")
    return text.say("dashboard.slides.of", on_plan=now.on_plan, judged=now.judged)
