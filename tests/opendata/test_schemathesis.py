"""The API held against its own description: hundreds of good and bad requests to the real app, all checks."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation
from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.model import Language
from kpi.opendata import tables
from kpi.opendata.api.openapi import openapi
from kpi.text import Text
from tests.asgi import Client
from tests.views.samples import Sample, survey_of

EXAMPLES = 15
#: tests are collected before there is a store: the description needs none, the app comes with the fixture
DESCRIBED = openapi(tables.build(survey_of([Sample("1.1.1")])), Text(Language.UK), "http://localhost")


class Late:
    """The app as soon as there is one."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


late = Late()
schema = schemathesis.openapi.from_dict(DESCRIBED)
schema.app = late
schema.config.generation.update(modes=list(GenerationMode))


@pytest.fixture(scope="module", autouse=True)
def running(served_here: ASGIApp) -> Iterator[None]:
    late.app = served_here
    yield


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_answers_are_what_the_description_says(case: Case[APIOperation[Any, Any, Any, Any]]) -> None:
    # the guard lets only our own pages change something; that nothing can be changed is told by the API itself
    case.call_and_validate(headers={"Sec-Fetch-Site": "same-origin"})


def test_the_app_gives_this_description(served_here: ASGIApp) -> None:
    given = Client(served_here, "localhost").get("/api/v1/openapi.json").json()
    assert given["openapi"] == "3.1.0" and given["servers"] == [{"url": "http://localhost/api/v1"}]
    assert (given["paths"], given["components"]) == (DESCRIBED["paths"], DESCRIBED["components"])
