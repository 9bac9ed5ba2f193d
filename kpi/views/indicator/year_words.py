"""A year of a flow or a running total that is not told whole, in words (METHOD 9): never beside a yearly plan."""

from kpi.text import Text
from kpi.views.common.dossier import Dossier, ValueReading, YearSoFar
from kpi.views.common.values import share_words


def part_notes(dossier: Dossier, reading: ValueReading, text: Text) -> tuple[str, ...]:
    """What a part of a year has brought so far: the sum where the row is not that, the share of the plan."""
    record = dossier.record
    year = dossier.part_of_year(reading)
    if year is None or (record.baseline_end is not None and reading.end <= record.baseline_end):
        return ()
    scale, found = record.scale, []
    if year.incomplete:
        found.append(text.of_year("indicator.year.incomplete", record.fiscal_year, value=scale.amount(year.value)))
    elif year.value != reading.value:
        found.append(text.of_year("indicator.year.sum", record.fiscal_year, value=scale.amount(year.value)))
    if year.share_of_plan is not None and year.plan is not None:
        share = share_words(year.share_of_plan, text)
        found.append(text.say("indicator.year.share_of", share=share, plan=scale.planned(year.plan)))
    return tuple(found)


def year_words(dossier: Dossier, year: YearSoFar, text: Text) -> tuple[str, ...]:
    """«54 % річного плану», «минуло 75 % року», «судитимемо за повний рік» of a year that is not told whole."""
    found = []
    if year.incomplete:
        found.append(text.say("indicator.year.parts_missing"))
    if year.share_of_plan is not None:
        found.append(text.say("indicator.year.share", share=share_words(year.share_of_plan, text)))
    passed = text.percent(year.share_of_year)
    if year.end >= dossier.record.as_of_end:
        found.append(text.say("indicator.year.passed", share=passed))
    else:
        day = text.date(dossier.record.fiscal_year.last_day(year.end))
        found.append(text.say("indicator.year.passed_by", share=passed, day=day))
    over = year.end - year.end % -12 <= dossier.record.as_of_end
    found.append(text.say("indicator.year.not_whole" if over else "indicator.year.judged_whole"))
    return tuple(found)
