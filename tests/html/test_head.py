"""What a page says of its data to machines."""

from dataclasses import replace

import pytest

from kpi.html.head import PageDescription, dataset
from kpi.measure import survey
from kpi.model import Language
from kpi.text import Text
from tests.measure import one

PAGE = PageDescription(
    finding="Огляд", description="Про стратегію", site="Стратегія", canonical="https://data.example.org/", languages=()
)

CC_BY, CC_BY_ADDRESS = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("named", "wanted"), [(CC_BY, CC_BY_ADDRESS), ("cc-by 4.0", CC_BY_ADDRESS), ("Власна", "Власна"), ("", None)]
)
def test_a_licence_is_told_by_its_address_where_it_has_one(named: str, wanted: str | None) -> None:
    made = one.dataset(one.PLAIN)
    told = dataset(survey(replace(made, strategy=replace(made.strategy, licence=named))), PAGE, "", Text(Language.UK))
    assert told.get("license") == wanted
