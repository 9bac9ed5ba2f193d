"""To whom a letter goes: accounts by their own address, heads else by their department's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kpi.measure.dataset import Dataset
from kpi.model import Account, Role
from kpi.model.contact import addresses


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address, and the account that it is of; login "" of nobody's."""

    address: str
    login: str


class Recipients:
    """The accounts of a site and the contacts of its plan."""

    def __init__(self, people: Iterable[Account], dataset: Dataset) -> None:
        self._people = {account.login: account for account in people if not account.disabled}
        frame = dataset.departments
        rows = zip(frame["code"], frame["name"], frame["contact"], strict=True)
        self._contacts = {word: str(contact) for code, name, contact in rows for word in (str(code), str(name))}

    def of_login(self, login: str) -> tuple[Recipient, ...]:
        """The account's own address, else the first of its department; none where neither is there."""
        account = self._people.get(login)
        if account is None:
            return ()
        found = account.email or next(iter(self._department_addresses(account)), "")
        return (Recipient(found, login),) if found else ()

    def who(self, may: Callable[[Account], bool]) -> tuple[Recipient, ...]:
        """Everybody of whom `may` says so and who has an address of their own."""
        found = (account for account in self._people.values() if account.email and may(account))
        return tuple(Recipient(account.email, account.login) for account in found)

    def of_department(self, department: str) -> tuple[Recipient, ...]:
        """The first address in the contact of a department, by its code or its name; none without one."""
        found = addresses(self._contacts.get(department, ""))[:1]
        return tuple(Recipient(address, "") for address in found)

    def role_of(self, login: str) -> Role | None:
        account = self._people.get(login)
        return None if account is None else account.role

    def _department_addresses(self, account: Account) -> tuple[str, ...]:
        return tuple(address for word in account.departments for address in addresses(self._contacts.get(word, "")))
