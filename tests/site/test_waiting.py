"""Pages without data still have their language, their theme and the way home."""

from collections.abc import Callable

import pytest

from kpi.model import Language
from kpi.site import waiting
from kpi.site.addresses import Address
from kpi.site.cache import Finished
from kpi.text import Text
from tests.documents.markup import faults

MADE: list[Callable[[Text, Address], Finished]] = [
    waiting.loading,
    waiting.unavailable,
    waiting.unpublished,
    waiting.no_version,
    lambda text, address: waiting.failed(text, address, "<b>a1"),
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("make", MADE)
def test_a_page_without_data_is_whole(make: Callable[[Text, Address], Finished], language: Language) -> None:
    english = language is Language.EN
    address = Address("indicator", (("id", "1.1.1"), *((("lang", "en"),) if english else ())))
    body = make(Text(language), address).body
    assert faults(body) == []
    other = "/indicator?id=1.1.1" + ("" if english else "&amp;lang=en")
    assert f'href="{other}" lang="{"uk" if english else "en"}"' in body
    assert 'data-theme-choice="dark"' in body
    assert f'href="/{"?lang=en" if english else ""}"' in body
    assert "<b>a1" not in body
