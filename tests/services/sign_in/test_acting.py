"""Standing in for the head of a department: rights within the days alone, journalled, taken back at once."""

from datetime import date

import pytest

from kpi.model import Account, ActingTerm, Role
from kpi.services import sign_in
from kpi.services.sign_in import AccountError
from kpi.services.sign_in.sessions import account_on
from kpi.store import Store
from kpi.store.people import accounts
from tests.services.sign_in.conftest import Clock, Make, actions

SINCE, UNTIL = date(2026, 12, 1), date(2026, 12, 31)
TERM = ActingTerm("sport", SINCE, UNTIL)


def on(store: Store, day: date, login: str = "koval") -> Account:
    with store.reading() as connection:
        known = accounts.by_login(connection, store.community, login)
        assert known is not None
        return account_on(connection, store.community, known, day)


def test_rights_hold_from_the_first_day_to_the_last(store: Store, make: Make, clock: Clock) -> None:
    make("koval", Role.HEAD, "health")
    # its department by name, as a person knows it
    assert sign_in.add_acting(store, "koval", ActingTerm("Спорт", SINCE, UNTIL), by="terminal", now=clock()) == TERM
    found = {day: on(store, day).departments for day in (date(2026, 11, 30), SINCE, UNTIL, date(2027, 1, 1))}
    assert list(found.values()) == [("health",), ("health", "sport"), ("health", "sport"), ("health",)]
    assert on(store, SINCE).acting == (TERM,)
    assert on(store, date(2027, 1, 1)).acting == ()
    # changed, not doubled: the same first day
    longer = ActingTerm("sport", SINCE, date(2027, 1, 15))
    sign_in.add_acting(store, "koval", longer, by="terminal", now=clock())
    (known,) = sign_in.everybody(store, by="terminal")
    assert known.acting == (longer,)
    assert known.departments == ("health",), "the own ones stay what they were"
    sign_in.end_acting(store, "koval", "sport", SINCE, by="terminal", now=clock())
    sign_in.end_acting(store, "koval", "sport", SINCE, by="terminal", now=clock())
    assert on(store, SINCE).departments == ("health",)
    done = [action for _, action in actions(store)]
    assert done == ["account_created", "acting_added", "acting_added", "acting_ended"]


def test_a_deputy_without_a_department_acts_within_the_days_alone(store: Store, clock: Clock) -> None:
    deputy = Account(id=0, login="deputy", name="Заступниця", role=Role.HEAD, acting=(TERM,))
    made = sign_in.create(store, deputy, None, by="terminal", now=clock())
    assert (made.departments, made.acting) == ((), (TERM,))
    assert on(store, date(2026, 11, 30), "deputy").departments == ()
    assert on(store, SINCE, "deputy").departments == ("sport",)
    # the role may be set again without a department of its own; with the department itself the term is no obstacle
    sign_in.set_role(store, "deputy", Role.HEAD, by="terminal", now=clock())
    sign_in.set_role(store, "deputy", Role.HEAD, ["sport"], by="terminal", now=clock())
    assert on(store, date(2027, 5, 1), "deputy").departments == ("sport",)


@pytest.mark.parametrize(
    ("login", "term", "reason"),
    [
        ("koval", ActingTerm("sport", UNTIL, SINCE), "acting_days"),
        ("koval", ActingTerm("nowhere", SINCE, UNTIL), "department"),
        ("koval", ActingTerm("", SINCE, UNTIL), "department"),
        ("koval", ActingTerm("health", SINCE, UNTIL), "acting_own"),
        ("editor", TERM, "acting_role"),
        ("nobody", TERM, "unknown_login"),
    ],
)
def test_what_cannot_be_is_told(
    store: Store, make: Make, clock: Clock, *, login: str, term: ActingTerm, reason: str
) -> None:
    make("koval", Role.HEAD, "health")
    make("editor")
    with pytest.raises(AccountError) as refused:
        sign_in.add_acting(store, login, term, by="terminal", now=clock())
    assert refused.value.reason == reason
    assert all(account.acting == () for account in sign_in.everybody(store, by="terminal"))


def test_only_an_administrator_appoints(store: Store, make: Make, clock: Clock) -> None:
    head = make("koval", Role.HEAD, "health")
    for deed in (
        lambda: sign_in.add_acting(store, "koval", TERM, by=head, now=clock()),
        lambda: sign_in.end_acting(store, "koval", "sport", SINCE, by=head, now=clock()),
    ):
        with pytest.raises(AccountError, match="forbidden"):
            deed()


def test_an_account_keeps_codes_whatever_was_typed(store: Store, make: Make, clock: Clock) -> None:
    assert make("koval", Role.HEAD, "Управління охорони здоров'я", "health").departments == ("health",)
    changed = sign_in.set_role(store, "koval", Role.HEAD, ["спорт"], by="terminal", now=clock())
    assert changed.departments == ("sport",)


def test_an_administrator_is_asked_before_leaving_the_own_role(store: Store, make: Make, clock: Clock) -> None:
    chief, other = make("chief", Role.ADMINISTRATOR), make("other", Role.ADMINISTRATOR)
    with pytest.raises(AccountError, match="oneself"):
        sign_in.set_role(store, "chief", Role.EDITOR, by=chief, now=clock())
    with pytest.raises(AccountError, match="oneself"):
        sign_in.set_disabled(store, "chief", True, by=chief, now=clock())
    # another one is changed without a question; so is the own account where the role stays
    sign_in.set_role(store, "chief", Role.ADMINISTRATOR, by=chief, now=clock())
    sign_in.set_role(store, "chief", Role.EDITOR, by=chief, now=clock(), confirmed=True)
    with pytest.raises(AccountError, match="last_administrator"):
        sign_in.set_role(store, "other", Role.EDITOR, by=other, now=clock(), confirmed=True)
    with pytest.raises(AccountError, match="last_administrator"):
        sign_in.set_disabled(store, "other", True, by=other, now=clock(), confirmed=True)
