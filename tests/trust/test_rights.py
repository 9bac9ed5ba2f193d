"""Every page and action of the desk × everybody who may ask (A3): heads of the own and of another department, who
stands in for one and who did so once, sessions that ended. What the application has and no table states fails.

The five roles × all routes, by a real server, are in `tests.web.test_matrix`; here are the people it does not know.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.store import Store
from kpi.web.desk.router import ASKED_BY_SCRIPT, DeskRouter
from kpi.web.sign_in.routes import late_page
from tests.trust.leaks import city
from tests.trust.leaks.addresses import public_routes
from tests.trust.leaks.asking import site_of
from tests.trust.leaks.people import HEADS, NOBODY, SIGNED, ask_as, let_in
from tests.trust.promises import Reached, is_full
from tests.web.test_matrix import STATED

DESK = DeskRouter(late_page)
#: statuses in the order of SIGNED: own, other, acting, stood, editor, administrator
ALL, MOVED, ABSENT, WRONG = (200,) * 6, (303,) * 6, (404,) * 6, (409,) * 6


def _editors(status: int, last: int | None = None) -> tuple[int, ...]:
    """Editors and administrators; `last` where administrators are answered otherwise."""
    return (*(403,) * 4, status, status if last is None else last)


def _administrator(status: int) -> tuple[int, ...]:
    return (*(403,) * 5, status)


#: of the goal 1.2 and its indicator 1.2.1, which are the department's of «own», and for whom «acting» stands in
RULES: dict[tuple[str, str], tuple[int, ...]] = {
    **{("GET", f"/upload{path}"): ALL for path in ("", "/mine", "/values.xlsx", "/questions", "/project")},
    **{("GET", f"/upload/{path}"): MOVED for path in ("file", "marked")},  # nobody has sent one
    ("GET", "/upload/template"): (200, 403, 200, 403, 200, 200),
    ("GET", "/upload/indicator"): (200, 404, 200, 404, 200, 200),
    ("GET", "/upload/source"): (404, 404, 404, 404, 200, 200),  # the plan's file
    ("GET", "/upload/receipt"): _editors(200),  # of the plan
    **{("GET", f"/upload/{path}"): ABSENT for path in ("draft", "draft-file")},  # there is none
    **{("GET", f"/admin{path}"): _editors(200) for path in ("", "/chase", "/chase.csv", "/journal.csv", "/releases")},
    **{("GET", f"/admin/{path}"): _editors(200) for path in ("decisions", "subscribers", "suspensions")},
    ("GET", "/admin/visibility"): (200, 404, 200, 404, 200, 200),
    **{("GET", f"/admin/{path}"): _administrator(200) for path in ("accounts", "plan", "plan.xlsx")},
    ("GET", "/admin/department"): _administrator(200),
    **{("POST", f"/upload{path}"): MOVED for path in ("", "/report", "/files", "/as-read", "/again")},  # nothing in it
    **{("POST", f"/upload/{path}"): ALL for path in ("judge", "autosave")},
    **{
        ("POST", f"/upload/{path}"): ABSENT  # of no number
        for path in (
            "assignment",
            "withdraw",
            "draft",
            "compared",
            "discard",
            "undo",
            "indicator",
            "decide",
            "questions",
        )
    },
    ("POST", "/upload/project"): WRONG,  # no file in it
    ("POST", "/admin/approve"): _editors(200),
    **{("POST", f"/admin/{path}"): _editors(409) for path in ("chase", "releases", "subscribers", "suspensions")},
    ("POST", "/admin/visibility"): WRONG,  # nothing was chosen
    ("POST", "/admin/decisions"): _editors(404),
    ("POST", "/admin/accounts"): _administrator(303),
    ("POST", "/admin/plan"): _administrator(409),
    ("POST", "/admin/department"): _administrator(404),
}
_OF_GOAL = {"goal": "1.2", "code": "1.2.1", "id": "1.2.1", "indicator": "1.2.1", "number": "1"}
_FIELDS = {name: _OF_GOAL[name] for name in ("goal", "code", "id", "indicator")} | {"kind": "goal"}
#: what a page is asked with where it needs something else
_ASKED = {"/admin/visibility": "code=1.2.1", "/admin/department": "code=health"}


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("rights")
    store = city.built(folder, city.none())
    let_in(store)
    return store


def test_every_action_and_route_is_stated(reached: Reached) -> None:
    listed = {(method, path) for path in DESK.paths() for method in DESK.methods(path)}
    routes = {(m, r.path) for r in public_routes() for m in (r.methods or {"GET"}) if m != "HEAD"}
    unlisted = sorted((listed ^ set(RULES)) | (routes - set(STATED)))
    assert unlisted == []
    reached("A3", unlisted=len(unlisted))


@pytest.mark.timeout(600)
def test_everybody_is_answered_as_stated_and_nobody_does_more(peopled: Store, reached: Reached) -> None:
    stated, deviations = 0, []
    with site_of(peopled) as client:
        for (method, path), rule in RULES.items():
            for who, status in _asking(method, path, rule):
                answer = ask_as(client, who, method, _address(method, path), _FIELDS)
                stated += 1
                onward = answer.headers.get("location", "").startswith("/login")
                if answer.status_code != status or onward != (who in NOBODY and status == 303):
                    deviations.append((method, path, who, answer.status_code, status))
    assert deviations == []
    reached("A3", stated=stated, deviations=len(deviations))


def _asking(method: str, path: str, rule: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    """Who asks, and what is stated for him. Pages that editors are shown are asked for in the full run alone: the
    matrix of `tests.web` does it in every run."""
    nobody = NOBODY if is_full() else ("ended", "left")
    yield from ((who, 401 if path in ASKED_BY_SCRIPT else 303) for who in nobody)
    for who, status in zip(SIGNED, rule, strict=True):
        if is_full() or method == "POST" or who in HEADS:
            yield who, status


def _address(method: str, path: str) -> str:
    if method == "POST":
        return path
    return f"{path}?{_ASKED.get(path, '&'.join(f'{name}={value}' for name, value in _OF_GOAL.items()))}"
