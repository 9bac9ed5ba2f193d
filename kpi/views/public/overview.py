"""Overview: on track or not, where not, what needs attention, what changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.measure.results import Survey
from kpi.model import FAR_BEHIND, Frequency, Level, Status
from kpi.text import Text, inner_quotes
from kpi.views.changes.since_quarter import ChangeGroup, changes
from kpi.views.changes.since_session import SinceSession
from kpi.views.common.board import Board, Node, Rollup
from kpi.views.common.board import board as make_board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.course import Course, course, first_day, last_day
from kpi.views.common.histories import HistoryChoice, history_choice
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.page_frame import next_update
from kpi.views.common.rows import IndicatorRow, pace_key
from kpi.views.common.series import ShareLine
from kpi.views.oversight.waiting import NOTHING_WAITS, Waiting, actions_of, waiting
from kpi.views.public.overview_goals import FOLD, GoalBlock, blocks
from kpi.views.public.share import share_line, share_rows

MOST_ATTENTION = 6
#: A sector's weakest goal is named where at least so many of its indicators are far behind.
WEAK_GOAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCard:
    """`sentences` follow the bar; then «Найслабша ціль — » + link to `weakest` + `weakest_words`, if any."""

    name: LocalizedName
    counts: StatusCounts
    of_judged: str  # «із 17 за планом»
    sentences: tuple[str, ...]
    weakest: LocalizedName | None
    weakest_words: str
    rollup: Rollup | None


@dataclass(frozen=True, slots=True)
class Attention:
    """An indicator that needs attention: «Суттєво відстає, шостий квартал поспіль», its sector, the plan."""

    row: IndicatorRow
    status_words: str
    sector: LocalizedName | None
    planned: str
    actions: tuple[str, ...] = ()  # what is done about it


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """The page. `share` None before the first judged quarter; `changes` None in the plan's first quarter."""

    headline: str
    lede: str
    about: str  # what this is, for whom, what its words mean
    counts: StatusCounts
    share: ShareLine | None
    rhythm: Frequency  # of the periods in `share_rows`
    share_rows: tuple[tuple[str, str, str], ...]  # «III кв. 2026», «63 %», «43 із 68», newest first
    cards: tuple[SectorCard, ...]
    blocks: tuple[GoalBlock, ...]
    folded: bool  # so many goals that each block is opened on asking
    attention: tuple[Attention, ...]
    far_behind_words: str  # «усі 12, що суттєво відстають», "" where none is
    changes_title: str
    changes: tuple[ChangeGroup, ...] | None
    history: HistoryChoice | None = None
    waiting: Waiting = NOTHING_WAITS
    session: SinceSession | None = None  # what changed since the last session of the council; None without one


def build(
    survey: Survey,
    text: Text,
    *,
    board: Board | None = None,
    today: date | None = None,
    session: SinceSession | None = None,
) -> OverviewView:
    """The overview of a survey; `board` where the caller has it already.

    today  the reader's day, by which a strategy may have begun since its release; None where nobody knows it
    session  what changed since the last one, which two releases are needed for
    """
    made = board or make_board(survey, text)
    counts, before = made.counts, made.before
    by_quarter = made.counts_by_quarter(made.rows)
    return OverviewView(
        headline=headline(made, today),
        lede=_lede(made),
        about=_about(made),
        counts=counts,
        share=share_line(text, by_quarter, made.period_ending),
        rhythm=made.rhythm,
        share_rows=share_rows(text, by_quarter, made.period_ending),
        cards=_cards(made),
        blocks=blocks(made),
        folded=len(made.level(Level.OPERATIONAL_GOAL)) > FOLD,
        attention=_attention(made),
        far_behind_words=text.count("overview.attention.all", counts.far_behind) if counts.far_behind else "",
        changes_title=""
        if before is None
        else text.say("overview.changes.title", quarter=made.quarter_words(before, "quarter_since")),
        changes=None if before is None else changes(made),
        history=history_choice(made.survey, made.basis, text, "overview"),
        waiting=waiting(made),
        session=session,
    )


def headline(made: Board, today: date | None = None) -> str:
    """The finding: the sentence that is the page's heading; no cause that the data do not give."""
    counts, text = made.counts, made.text
    if words := _idle(made, today):
        return words
    found = text.count("overview.headline.on_plan", counts.on_plan)
    found += text.count("overview.headline.judged", counts.judged)
    if not counts.far_behind:
        return found + text.say("overview.headline.none_behind")
    found += text.count("overview.headline.behind", counts.far_behind)
    worst = worst_sector(made.level(Level.SECTOR))
    return found + (text.say("overview.headline.worst", sector=worst.name.name) if worst else "")


def _idle(made: Board, today: date | None) -> str:
    """What the heading says where nothing is judged: before the start, while suspended, without data; "" elsewhere."""
    survey, text, counts = made.survey, made.text, made.counts
    at, due = course(survey, today), next_update(survey)
    if at is Course.NOT_STARTED:
        return text.say("overview.headline.not_started", date=text.date(first_day(survey)))
    if counts.judged:
        return ""
    if at is Course.SUSPENDED:
        return text.say("overview.headline.suspended")
    if at is not Course.NO_DATA:
        return text.say("overview.headline.nothing_judged")
    if due is None or due < (today or survey.now.known_at):
        return text.say("overview.headline.no_data")
    return text.say("overview.headline.no_release", date=text.date(due))


def worst_sector(sectors: Sequence[Node]) -> Node | None:
    """The sector with the most indicators far behind; None on a tie, and where there is but one sector."""
    ranked = sorted(sectors, key=lambda node: -node.counts.far_behind)
    if len(ranked) < 2 or ranked[0].counts.far_behind == ranked[1].counts.far_behind:
        return None
    return ranked[0]


def _about(made: Board) -> str:
    text, strategy = made.text, made.survey.dataset.strategy
    words = [text.say("overview.about.sector")] if made.level(Level.SECTOR) else []
    title = strategy.title_in(text.language)
    return text.say(
        "overview.about.words",
        title=inner_quotes(title, text.language),
        words=" ".join([*words, text.say("overview.about.goal")]),
    )


def _lede(made: Board) -> str:
    counts, text = made.counts, made.text
    sentences = []
    if course(made.survey) is Course.ENDED:
        sentences.append(text.say("overview.lede.ended", date=text.date(last_day(made.survey))))
    if made.before is not None and made.past:
        past = StatusCounts.of(made.past[row.code] for row in made.rows if row.code in made.past)
        quarter = made.quarter_words(made.before)
        if past.judged:
            sentences.append(
                text.say("overview.lede.before", quarter=quarter, on_plan=past.on_plan, judged=past.judged)
            )
    if counts.judged < counts.total:
        reasons = "; ".join(_reasons(made))
        total = text.count("overview.lede.total", counts.total)
        sentences.append(
            text.say("overview.lede.unjudged", unjudged=counts.total - counts.judged, total=total, reasons=reasons)
        )
    elif counts.total:
        sentences.append(text.say("overview.lede.all_judged"))
    if counts[Status.NOT_DUE]:
        sentences.append(text.count("overview.lede.not_due", counts[Status.NOT_DUE]))
    return " ".join(sentences)


def _reasons(made: Board) -> list[str]:
    """«останнє значення застаріле — 3», the most frequent first; what is suspended last."""
    text = made.text
    why = Counter(_short(text, row) for row in made.rows if row.status is Status.NO_DATA and row.why)
    found = [text.say("overview.lede.reason", why=words, n=n) for words, n in why.most_common()]
    suspended = made.counts[Status.SUSPENDED]
    words = text.say("overview.lede.suspended")
    return [*found, text.say("overview.lede.reason", why=words, n=suspended)] if suspended else found


def _short(text: Text, row: IndicatorRow) -> str:
    key = f"rows.no_data.{row.record.reason}"
    return text.say(key) if text.has(key) else row.why


def _cards(made: Board) -> tuple[SectorCard, ...]:
    """None of an only sector: it would say the page again."""
    sectors = made.level(Level.SECTOR)
    return tuple(_card(made, node) for node in sectors) if len(sectors) > 1 else ()


def _card(made: Board, sector: Node) -> SectorCard:
    text, counts = made.text, sector.counts
    goals = [
        goal
        for strategic in made.below(Level.STRATEGIC_GOAL, sector.code)
        for goal in made.below(Level.OPERATIONAL_GOAL, strategic.code)
    ]
    weakest = max(goals, key=lambda g: (g.counts.far_behind, -g.counts.total), default=None)
    if weakest is not None and weakest.counts.far_behind < WEAK_GOAL:
        weakest = None
    sentences = [_compared(made, sector)]
    if not counts.judged:
        sentences = [text.say("overview.card.nothing_judged")]
    elif weakest is None:
        key = "overview.card.behind"
        behind = text.count(key, counts.far_behind) if counts.far_behind else text.say("overview.card.none_behind")
        sentences.append(behind)
    words = ""
    if weakest is not None:
        words = text.count(
            "overview.card.weakest_count",
            weakest.counts.far_behind,
            total=text.count("rows.judged", weakest.counts.judged),
        )
    return SectorCard(
        name=sector.name,
        counts=counts,
        of_judged=text.say("overview.card.of", judged=counts.judged),
        sentences=tuple(sentence for sentence in sentences if sentence),
        weakest=None if weakest is None else weakest.name,
        weakest_words=words,
        rollup=sector.rollup,
    )


def _compared(made: Board, node: Node) -> str:
    """«На 1 більше, ніж у II кварталі.», "" where nothing was judged in the quarter before."""
    if made.before is None or node.previous is None or not node.previous.judged:
        return ""
    change = node.counts.on_plan - node.previous.on_plan
    word = "more" if change > 0 else "fewer" if change < 0 else "same"
    return made.text.say(f"overview.card.{word}", n=abs(change), quarter=made.quarter_words(made.before))


def _attention(made: Board) -> tuple[Attention, ...]:
    """The worst by pace r = p/e; where there is no pace (a broken hold), the row stands at zero."""
    text = made.text
    behind = [row for row in made.rows if row.status in FAR_BEHIND or row.status is Status.AT_RISK]
    worst = sorted(behind, key=lambda row: (pace_key(row.record.pace), row.severity))[:MOST_ATTENTION]
    found = []
    for row in worst:
        sector = made.sector_of(row)
        found.append(
            Attention(
                row=row,
                status_words=", ".join(filter(None, (text.say(f"status.{row.status}"), row.since_words))),
                sector=None if sector is None else sector.name,
                planned=text.say(
                    "overview.attention.planned", planned=row.record.planned_words(row.record.planned_value)
                ),
                actions=tuple(action.words(text) for action in actions_of(made, row.code)),
            )
        )
    return tuple(found)
