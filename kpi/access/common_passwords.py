"""Passwords that everybody tries first, among those long enough to be allowed at all (NIST SP 800-63B, 3.1.1.2).

Published lists of leaked passwords hold few of twelve signs and more, and these follow a handful of habits: a common
word with digits or signs around it, runs along the keyboard, something short said twice. The habits are told apart
here, so that no list of millions need be shipped.
"""

import re

#: what is left of a common password without the digits and signs around it
_LISTED = (
    "password passwords passw0rd p@ssword p@ssw0rd passwort motdepasse contraseña letmein welcome iloveyou admin "
    "administrator administrador superadmin root user test login secret changeme default guest master monkey dragon "
    "football baseball basketball superman batman princess sunshine shadow michael jennifer trustno1 starwars whatever "
    "computer internet samsung google facebook microsoft windows ukraine ukraina україна київ kyiv пароль парольпароль "
    "адмін адміністратор кохання любов слава славаукраїні головне qwerty qwertyuiop qwerty123 qazwsx qazwsxedc zxcvbn "
    "zxcvbnm asdfgh asdfghjkl йцукен йцукенг фівапр ячсмить "
    "correcthorsebatterystaple opensesame abracadabra"
)
_WORDS = frozenset(_LISTED.split())
#: rows of keyboards, digits, alphabets: runs of four and more are no secret in either direction
_ROWS = (
    "12345678901234567890",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "йцукенгшщзхї",
    "фівапролджє",
    "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "!@#$%^&*()",
)
_RUN = 4


def common(password: str) -> bool:
    """Whether a password follows one of the habits that are tried first."""
    folded = "".join(password.casefold().split())
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    return core in _WORDS or folded in _WORDS or folded in (folded + folded)[1:-1] or _runs(folded)


def _runs(folded: str) -> bool:
    """Whether nothing but runs along the keyboard or alphabet stands in it, up to three signs apart."""
    at, loose = 0, 0
    while at < len(folded):
        length = next((n for n in range(len(folded) - at, _RUN - 1, -1) if _in_a_row(folded[at : at + n])), 0)
        loose += not length
        at += length or 1
    return loose <= 3


def _in_a_row(piece: str) -> bool:
    return any(piece in row or piece[::-1] in row for row in _ROWS)
