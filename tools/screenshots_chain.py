"""Pictures of one indicator's chain over three releases: it lags, the council decides, the assignment is done.

The shipped edition tells its decisions in its last release alone, so its plan is published three times here, with what
was known on each day; the values are its own. Part of `make screenshots`.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.pages import CHROMIUM, OPTIONS
from benchmarks.site import ROOT, server_of, until
from kpi.model import Assignment, AssignmentState, Decision, DecisionBody, FiscalYear, Oversight, Plan
from kpi.services.publishing.administration.plan_edit import plan_workbook
from kpi.services.publishing.release_writer import PublicationContext, check, enter
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook
from kpi.store import Store, open_store
from kpi.workbook import Expected
from tools.screenshots import ALL, CHOSEN, small

EDITION = ROOT / "data" / "2022-2026"
CODE, GOAL = "4.1.4", "4.1"
LAGS, DECIDED, DONE = date(2026, 8, 14), date(2026, 9, 10), date(2026, 11, 14)
DECISION = Decision(
    number="33-ілюстр.",
    day=date(2026, 8, 27),
    body=DecisionBody.COUNCIL,
    name="Про доступність зупинок",
    name_en="On accessible stops",
    subjects=(CODE,),
)
ASKED = Assignment(
    decision=DECISION.number,
    decision_day=DECISION.day,
    number="1",
    name="Скласти перелік зупинок, які облаштують першими",
    name_en="List the stops that will be fitted out first",
    due=date(2026, 10, 15),
)
#: width -> height of the window, height of the picture
SIZES = {1366: (768, 900), 390: (844, 1500)}


def releases(plan: Plan) -> Iterator[tuple[date, str, Plan, Path]]:
    """Day, name, plan and goal workbook of each release."""
    asked = replace(ASKED, department=next(one.department for one in plan.operational_goals if one.code == GOAL))
    done = replace(asked, state=AssignmentState.DONE, done=date(2026, 10, 8), evidence="перелік подано комісії")
    past, now = (EDITION / "history" / LAGS.isoformat() / f"{GOAL}.xlsx", EDITION / "goals" / f"{GOAL}.xlsx")
    for day, name, oversight, book in (
        (LAGS, "lags", Oversight(), past),
        (DECIDED, "decided", Oversight(decisions=(DECISION,), assignments=(asked,)), past),
        (DONE, "done", Oversight(decisions=(DECISION,), assignments=(done,)), now),
    ):
        yield day, name, replace(plan, strategy=replace(plan.strategy, released=day), oversight=oversight), book


def publish(store: Store, day: date, plan: Plan, book: Path) -> None:
    def read(content: bytes, name: str) -> CheckedWorkbook:
        return check(content, name, Expected(fiscal_year=FiscalYear(1), day=day, plan_day=day))

    files = [read(plan_workbook(plan), "plan.xlsx"), read(book.read_bytes(), book.name)]
    with store.writing() as connection:
        enter(connection, store, files, PublicationContext(published=day))
    refresh_public(store)


def pictures(browser: Browser, base: str, addresses: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    for width, (window, height) in SIZES.items():
        context = browser.new_context(
            locale="uk-UA", base_url=base, viewport={"width": width, "height": window}, reduced_motion="reduce"
        )
        page = context.new_page()
        for name, address in addresses.items():
            page.goto(address)
            page.wait_for_function("() => document.fonts.status === 'loaded'")
            area = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
            yield f"chain-{name}-{width}-light", area
        context.close()


def main() -> int:
    for folder in (ALL, CHOSEN):
        folder.mkdir(parents=True, exist_ok=True)
    content = (EDITION / "plan.xlsx").read_bytes()
    plan = check(content, "plan.xlsx", Expected(fiscal_year=FiscalYear(1))).reading.plan
    if plan is None:
        raise SystemExit("the shipped plan cannot be read")
    with tempfile.TemporaryDirectory() as scratch:
        where = Path(scratch) / "postup.sqlite"
        store, addresses = open_store(str(where)), {}
        for day, name, own, book in releases(plan):
            publish(store, day, own, book)
            addresses[name] = f"/indicator?id={CODE}&v={day.isoformat()}"
        addresses |= {"decision": f"/decisions?id={DECISION.day.isoformat()}-33-ілюстр"}
        store.engine.dispose()
        with server_of(where) as (port, _, _), sync_playwright() as playwright:
            until(port, b'"ready"')
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
            for name, png in pictures(browser, f"http://localhost:{port}", addresses):
                (ALL / f"{name}.png").write_bytes(png)
                if "1366" in name:
                    (CHOSEN / f"{name}.png").write_bytes(small(png))
                print(name, flush=True)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
