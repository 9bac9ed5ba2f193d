"""One indicator between two releases, in sentences: what a feed's entry says."""

from dataclasses import dataclass

from kpi.text import Text
from kpi.views.changes.comparison import StatusAt
from kpi.views.changes.comparison_text import ComparisonText, CorrectionRow
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.phrases import decapitalise, sentence_end, status_words


@dataclass(frozen=True, slots=True)
class Sentence:
    """What we say, and what the department or the council said of it: `quoted` in their own language, "" where none."""

    words: str
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What there is to tell of an indicator: `headline` says the first of `sentences`; `now` how it stands."""

    name: LocalizedName
    headline: str
    sentences: tuple[Sentence, ...]
    now: str


def feed_items(between: ComparisonText, code: str) -> FeedItem | None:
    """None where nothing is different."""
    sentences = [*_move(between, code), *_records(between, code), *_values(between, code)]
    if not sentences:
        return None
    name = between.name(code)
    headline = between.text.say("telling.headline", name=name.name, what=decapitalise(sentences[0].words).rstrip("."))
    _, new = between.comparison.stands.get(code, (None, None))
    return FeedItem(name, headline, tuple(sentences), _now(between, code, new) if new else "")


def _now(between: ComparisonText, code: str, stand: StatusAt) -> str:
    text, words = between.text, status_words(stand.status, between.text)
    if stand.period is None or stand.value is None:
        return text.say("telling.now", status=words)
    value, period = between.amount(code, stand.value), between.period(stand.period)
    return text.say("telling.now_value", status=words, value=value, period=period)


def _move(between: ComparisonText, code: str) -> list[Sentence]:
    """The status before and after; that the indicator has come or gone."""
    text, found = between.text, between.comparison
    for key, listed in (("added", found.added), ("dropped", found.dropped)):
        if any(one.code == code and one.level is None for one in listed):
            return [Sentence(text.say(f"telling.{key}"))]
    sentences = []
    for move in found.moves:
        if move.code == code:
            row = between.move(move)
            old, new = (status_words(status, text) for status in (row.old, row.new))
            sentences.append(Sentence(text.say("telling.move", old=old, new=new)))
            if row.values:
                sentences.append(Sentence(sentence_end(text.say("telling.values", values=row.values))))
    return sentences


def _records(between: ComparisonText, code: str) -> list[Sentence]:
    """What was corrected, decided, suspended, redefined."""
    text, found = between.text, between.comparison
    # the last one first: it tells what is true now
    corrected = [between.correction(one) for one in reversed(found.corrections) if one.code == code]
    sentences = [_correction(row, text) for row in corrected]
    for change in found.target_changes:
        if change.code == code:
            row = between.target(change)
            words = text.say("telling.target", year=row.year, old=row.old, new=row.new)
            sentences.append(Sentence(sentence_end(words), row.act))
    for suspension in found.suspensions:
        if suspension.code == code:
            shown = between.suspension(suspension)
            said = " ".join(sentence_end(words) for words in (shown.reason, shown.act) if words)
            sentences.append(Sentence(text.say("telling.suspension", what=shown.kind, days=shown.days), said))
    for field in found.redefinitions:
        if field.code == code:
            line = between.field(field)
            words = text.say("telling.field", field=line.field, old=line.old, new=line.new)
            sentences.append(Sentence(sentence_end(words)))
    return sentences


def _correction(row: CorrectionRow, text: Text) -> Sentence:
    words = text.say("telling.correction", period=row.period, old=row.old, new=row.new)
    return Sentence(sentence_end(words), row.reason)


def _values(between: ComparisonText, code: str) -> list[Sentence]:
    """What came, and what did not."""
    text, found = between.text, between.comparison
    sentences = []
    for gap in found.filled:
        if gap.code == code:
            row = between.gap(gap)
            sentences.append(Sentence(text.say("telling.filled", period=row.period, value=row.value, why=row.why)))
    for gap in found.opened:
        if gap.code == code:
            row = between.gap(gap)
            sentences.append(Sentence(text.say("telling.opened", period=row.period, why=row.why)))
    count = found.new_values.get(code, 0) - sum(gap.code == code for gap in found.filled)
    return [*sentences, _new(between, code, count)] if count > 0 else sentences


def _new(between: ComparisonText, code: str, count: int) -> Sentence:
    """The new value itself where it is the only one and the one that is judged."""
    old, new = between.comparison.stands[code]
    if count == 1 and new and new.period and new.value is not None and (old is None or old.period != new.period):
        value, period = between.amount(code, new.value), between.period(new.period)
        return Sentence(between.text.say("telling.new_one", value=value, period=period))
    return Sentence(between.text.count("telling.new", count))
