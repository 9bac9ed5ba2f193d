"""The edition before the one in force, as long as its last values may still come by the form and the letters."""

from datetime import date, timedelta

from sqlalchemy import Connection

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import asked_by, last_asked
from kpi.model import edition_before, in_force_on
from kpi.services.publishing.editions import FormerEdition
from kpi.services.publishing.preview import standing_dataset
from kpi.store import Store
from kpi.store.read import editions

#: so long after its last term a former edition is still asked for: a late report finds its form and is reminded of
LATE = timedelta(days=30)


def former_edition(connection: Connection, store: Store, day: date) -> FormerEdition | None:
    """The edition that is asked for beside the one in force; None where there is none, or its terms are over."""
    known = editions(connection, store.community)
    present = in_force_on(known, day)
    before = None if present is None else edition_before(known, present.edition)
    if present is None or before is None or present.begins > day:
        return None
    found = FormerEdition(before.edition, present.fiscal_year.year_begins(present.first_year) - timedelta(days=1))
    dataset = former_dataset(connection, store, found)
    last = None if dataset is None else last_asked(dataset)
    return None if last is None or day > last + LATE else found


def former_dataset(connection: Connection, store: Store, former: FormerEdition) -> Dataset | None:
    """What stands of the former edition, with what is still asked of it; None where nothing of it was published."""
    dataset = standing_dataset(connection, store, date.max, former.edition)
    return None if dataset is None else asked_by(dataset, former.last)
