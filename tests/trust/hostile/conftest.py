"""A running server whose strategy, accounts and texts are hostile, and one with a plan alone that files are sent to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.services.publishing import batches, load
from kpi.store import open_store
from tests.servers import running
from tests.settled import DAY
from tests.shipped import NAME
from tests.trust.hostile.edition import department, write
from tests.trust.hostile.payloads import payloads
from tests.web.conftest import PASSWORD, Served
from tests.workbook.tables import workbook

#: a plan of goal 1.1, to which «GOOD» of tests/workbook/tables.py belongs
PLAIN = """
# Стратегія
Параметр | Значення
Назва | Стратегія розвитку
Громада | Зразкова громада
Редакція | 2022-2026
Рік початку | 2022
Рік кінця | 2026
Базовий рік | 2021
Дані ілюстративні | ні
# Сектори
Код | Назва
people | Люди
# Стратегічні цілі
Код | Сектор | Назва
1 | people | Світло
# Оперативні цілі
Код | Стратегічна ціль | Назва | Відповідальний підрозділ
t:1.1 | t:1 | Вулиці | Управління ЖКГ
# Підрозділи
Код | Назва
d1 | Управління ЖКГ
"""
#: the payload that a person is called
NAMED = next(one for one in payloads() if one.text.startswith('"><img'))


@contextmanager
def staffed(folder: Path, edition: Path) -> Iterator[Served]:
    """The site of the edition in `edition`, with an editor, an administrator and the head of its first department."""
    store = open_store(str(folder / NAME))
    load(batches([edition], DAY), today=DAY, store=store)
    people = (
        Account(id=0, login="editor", name=NAMED.text, role=Role.EDITOR),
        Account(id=0, login="chief", name="Ш", role=Role.ADMINISTRATOR),
        Account(id=0, login="head", name=f"{NAMED.text} 2", role=Role.HEAD, departments=("d1",)),
    )
    for account in people:
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    with running(folder) as site:
        yield Served(site, store, folder / "server.log")


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a plan of one goal, 1.1, of which no value has come."""
    folder = tmp_path_factory.mktemp("planned")
    (folder / "edition").mkdir()
    (folder / "edition" / "plan.xlsx").write_bytes(workbook(PLAIN))
    with staffed(folder, folder / "edition") as served:
        yield served


__all__ = ["DAY", "department", "planned", "staffed", "write"]
