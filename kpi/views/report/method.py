"""How the figures come about, where they are from, how each can be checked."""

from collections.abc import Iterator

from kpi.text import Text
from kpi.views.common.page_frame import build as build_shell
from kpi.views.common.phrases import sentence_end
from kpi.views.public import method as method_view
from kpi.views.report.blocks import Block, ReportCell, ReportColumn, ReportSentence, ReportTable, Section
from kpi.views.report.scope import ReportScope


def method(scope: ReportScope) -> Section:
    """The rules of the statuses with the strategy's own cut points, the sources, the licence."""
    text, view = scope.text, method_view.build(scope.survey, scope.text)
    here = scope.addresses.page("method")
    table = ReportTable(
        sheet="method",
        caption=text.say("session_report.method.statuses"),
        columns=(
            ReportColumn(text.say("session_report.column.status"), 22),
            ReportColumn(text.say("session_report.method.when"), 52),
            ReportColumn(text.say("session_report.method.counts"), 26),
        ),
        rows=tuple(
            (
                ReportCell(words=text.say(f"status.{rule.status}"), status=rule.status),
                ReportCell(words=rule.when),
                ReportCell(words=rule.counts),
            )
            for rule in view.rules
        ),
    )
    blocks: tuple[Block, ...] = (ReportSentence(view.lede, here), table, *_sources(scope, text, view.aimless))
    return Section(title=text.say("session_report.method.title"), level=1, blocks=blocks)


def _sources(scope: ReportScope, text: Text, aimless: str) -> Iterator[ReportSentence]:
    here, footer = scope.addresses.page("method"), build_shell(scope.survey, text, "overview").footer
    if aimless:
        yield ReportSentence(aimless, here)
    yield ReportSentence(text.say("session_report.method.made"), scope.addresses.page("overview"))
    yield ReportSentence(text.say("session_report.method.check"), scope.addresses.page("overview"))
    yield ReportSentence(sentence_end(footer.source))
    for key, words in (("tree", footer.tree_source), ("act", footer.act)):
        if words:
            yield ReportSentence(f"{text.say(f'shell.footer.{key}')} {sentence_end(words)}")
    yield ReportSentence(footer.licence)
    yield ReportSentence(sentence_end(footer.cite), scope.addresses.page("overview"))
