"""The mail server of the letters' tests."""

from tests.services.reminders.conftest import mail

__all__ = ["mail"]
