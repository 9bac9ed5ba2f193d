"""Drafts as the store keeps them, those of earlier versions too."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from kpi.model import AccessChoice, Account, Draft, DraftKind, FileChoices, Role, Visibility
from kpi.services.publishing.drafts import new_draft
from kpi.store import Store, drafts
from kpi.store.draft_tables import DRAFT

HEAD = Account(id=1, login="koval", name="О. Коваль", role=Role.HEAD)
LATE = AccessChoice(
    visibility=Visibility.DELAYED,
    ground="Указ № 1",
    open_from=date(2027, 1, 1),
    delay_months=None,
    why="на прохання",
    entitled=True,
)


def kept(store: Store, kind: DraftKind, wishes: FileChoices | AccessChoice) -> Draft:
    draft = replace(new_draft(HEAD, kind, "1.2", edition="2022-2026", seen_seq=3), wishes=wishes)
    with store.writing() as connection:
        return drafts.add(connection, store.community, draft, b"")


@pytest.mark.parametrize(
    ("kind", "wishes"),
    [
        (DraftKind.GOAL, FileChoices()),
        (DraftKind.GOAL, FileChoices(confirmed="", unfilled=3, taken=("1.2.1@2026-Q1",))),
        (DraftKind.PLAN, FileChoices(taken=("1.2",), act="Рішення № 7")),
        (DraftKind.VISIBILITY, LATE),
    ],
)
def test_what_was_chosen_is_kept(store: Store, kind: DraftKind, wishes: FileChoices | AccessChoice) -> None:
    assert kept(store, kind, wishes).wishes == wishes


@pytest.mark.parametrize(
    ("kind", "said", "wishes"),
    [
        (DraftKind.GOAL, "{}", FileChoices()),
        (DraftKind.GOAL, '{"confirmed": "a1", "unfilled": 2}', FileChoices(confirmed="a1", unfilled=2)),
        (DraftKind.PLAN, '{"act": "№ 7", "taken": ["1.2"]}', FileChoices(taken=("1.2",), act="№ 7")),
        (
            DraftKind.VISIBILITY,
            '{"visibility": "public", "ground": "", "open_from": "", "delay_months": null}',
            AccessChoice(
                visibility=Visibility.PUBLIC, ground="", open_from=None, delay_months=None, why="", entitled=False
            ),
        ),
        (
            DraftKind.VISIBILITY,
            '{"visibility": "delayed", "ground": "Указ № 1", "open_from": "2027-01-01", "delay_months": null,'
            ' "why": "на прохання", "entitled": true}',
            LATE,
        ),
    ],
)
def test_a_draft_of_an_earlier_version_is_understood(store: Store, kind: DraftKind, said: str, wishes: Any) -> None:
    number = kept(store, kind, FileChoices() if kind is not DraftKind.VISIBILITY else LATE).number
    with store.writing() as connection:
        connection.execute(update(DRAFT).values(wishes=said))
        assert drafts.one(connection, store.community, number).wishes == wishes
