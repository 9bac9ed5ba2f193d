"""A site with a goal of its own on it and people who may sign in; a client that goes the way of a browser's forms."""

import re
import tempfile
import urllib.request
from dataclasses import replace
from datetime import UTC, date, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.workbook import book
from benchmarks.years import CALENDAR
from kpi.model import Account, Department, OperationalGoal, Role
from kpi.model.media_types import XLSX
from kpi.services import sign_in
from kpi.services.publishing import batches, load
from kpi.services.publishing.administration.plan_edit import plan_workbook
from kpi.services.publishing.editions import present_edition
from kpi.store import Store, open_store
from kpi.store.as_of import AsOf
from kpi.store.books import plan as stored_plan
from kpi.store.read import of_plan
from kpi.store.write import last_seq

#: a code that the shipped edition does not have
GOAL = "1.99"
PASSWORD = "bench: a long and lonely password"  # noqa: S105
#: who may sign in: a head of the goal's department, and an editor
HEAD, OTHER = "head", "other"
_TOKEN = re.compile(r'name="token" value="([^"]*)"')


class SignedIn:
    """Somebody who is signed in."""

    def __init__(self, port: int, login: str) -> None:
        self._base = f"http://localhost:{port}"
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        form = {"login": login, "password": PASSWORD, "token": self.token("/login")}
        self.post("/login", urlencode(form).encode())

    def get(self, path: str) -> str:
        with self._opener.open(f"{self._base}{path}", timeout=60) as answer:
            return str(answer.read().decode())

    def token(self, path: str) -> str:
        """Of the forms of a page; RuntimeError where it has none."""
        found = _TOKEN.search(self.get(path))
        if found is None:
            raise RuntimeError(f"{path} has no form")
        return found[1]

    def post(self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> tuple[str, str]:
        """The address that the answer leads to, and its page."""
        request = urllib.request.Request(f"{self._base}{path}", body, {"Content-Type": kind, "Origin": self._base})  # noqa: S310
        with self._opener.open(request, timeout=60) as answer:
            return str(answer.url), str(answer.read().decode())

    def send(self, path: str, field: str, token: str, content: bytes) -> tuple[str, str]:
        """Send a workbook as a form with a field for files does; the page comes after a redirect."""
        head = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n--b\r\n'
        head += f'Content-Disposition: form-data; name="{field}"; filename="{GOAL}.xlsx"\r\n'
        head += f"Content-Type: {XLSX}\r\n\r\n"
        return self.post(path, head.encode() + content + b"\r\n--b--\r\n", "multipart/form-data; boundary=b")


def last_month(today: date) -> int:
    """The index of the last month that is over: what a head reports now."""
    return CALENDAR.completed(today)


def fill(path: Path) -> str:
    """A goal of the edition stands with its values but of the last month; returns the name of its department."""
    store, today = open_store(str(path)), datetime.now(UTC).date()
    department, plan = _with_goal(store, today)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, "plan.xlsx"), Path(folder, f"{GOAL}.xlsx")]
        contents = (plan, book(goal=GOAL, department=department.name, ends=last_month(today) - 1))
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        load(batches(files, today), today=today, store=store)
    people = (
        Account(id=0, login=HEAD, name=HEAD, role=Role.HEAD, departments=(department.code,)),
        Account(id=0, login=OTHER, name=OTHER, role=Role.EDITOR),
    )
    for account in people:
        sign_in.create(store, account, PASSWORD, by="bench", now=datetime.now(UTC))
    return department.name


def _with_goal(store: Store, today: date) -> tuple[Department, bytes]:
    """The department that answers for the goal, and the plan's workbook with the goal in it."""
    with store.reading() as connection:
        edition, seq = present_edition(connection, store, today) or "", last_seq(connection, store.community)
        until = AsOf(store.community, edition, today, seq)
        plan = stored_plan(connection, of_plan(connection, until))
    if plan is None:
        raise RuntimeError("the edition has no plan")
    department = plan.departments[0]
    goal = OperationalGoal(
        code=GOAL, strategic_goal=plan.strategic_goals[0].code, name=GOAL, department=department.code
    )
    return department, plan_workbook(replace(plan, operational_goals=(*plan.operational_goals, goal)))
