"""Passwords that everybody tries first are refused; sentences are not."""

import pytest

from kpi.access.common_passwords import common
from kpi.access.passwords import password_problem
from tests.web.conftest import PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "P@ssw0rd!!!!",
        "123456789012",
        "qwertyuiop123",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "abcdefghijkl",
        "zyxwvutsrqpo",
        "йцукенгшщзхї",
        "пароль123456",
        "Administrator1!",
        "  qwerty123456  ",
        "слава україні!",
        "abc1abc1abc1",
        "welcome12345",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert password_problem(password, "head") == "too_common"


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "сім вишень біля хати", "korova-nad-richkoju", "qwerty is not my word", "2026: три вужі й пароль"],
)
def test_a_sentence_is_taken(password: str) -> None:
    assert not common(password)
    assert password_problem(password, "head") == ""
