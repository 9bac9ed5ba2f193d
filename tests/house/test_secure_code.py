"""Kinds of code that let somebody's data act, weak hashes, and secrets in the repository: there are none."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: what is written by our own parent process, or read by an unpickler that takes our own values alone
_PICKLES = {
    "kpi/workbook/process/reader_process.py",
    "kpi/workbook/process/reader_pool.py",
    "kpi/workbook/writer/copy_request.py",
}
#: where statements are made of names of tables: those of the schema
_SCHEMA = "kpi/store/schema_changes/"
#: what a secret looks like
_SECRETS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "a key of AWS": r"\bAKIA[0-9A-Z]{16}\b",
    "a token of GitHub": r"\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{60,}",
    "a token of Slack": r"\bxox[baprs]-[A-Za-z0-9-]{20,}",
    "a token of PyPI": r"\bpypi-AgE[A-Za-z0-9_-]{50,}",
    "a token of Google": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a web token": r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}",
    "an address with a password": r"\b(?:postgres(?:ql)?|mysql|smtps?|redis)://[^\s:/@\"'`{}<]+:(?P<secret>[^\s@\"'`{}<]+)@",
    "a hash of a password": r"\$argon2id?\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{16,}\$[A-Za-z0-9+/]{16,}",
}
#: passwords of examples and of servers that a test starts and ends
_EXAMPLES = {"password", "secret", "пароль", "PASSWORD", "p%40ss", "x", "y", "canary", "wrong", "p%3A%2F%25"}


@cache
def _every_call() -> tuple[tuple[str, str, ast.Call], ...]:
    """File with line, name and node of every call of the product."""
    files = [*sorted((ROOT / "kpi").rglob("*.py")), ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
    return tuple(
        (f"{file.relative_to(ROOT).as_posix()}:{node.lineno}", ast.unparse(node.func), node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
    )


def _calls(keep: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, str, ast.Call]]:
    return ((place, name, node) for place, name, node in _every_call() if keep(name))


def _made_of_data(node: ast.expr) -> bool:
    """Whether a text is put together: an f-string with something in it, a sum, a `%`, a `format`."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    return isinstance(node, ast.BinOp) or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".format"))


def test_no_code_and_no_command_is_made_of_data() -> None:
    never = {
        "eval",
        "exec",
        "compile",
        "__import__",
        "os.system",
        "os.popen",
        "subprocess.getoutput",
        "marshal.loads",
        "yaml.load",
    }
    found = [place for place, _, _ in _calls(lambda name: name in never)]
    found += [
        place
        for place, _, node in _calls(lambda name: name.startswith("subprocess."))
        for word in node.keywords
        if word.arg == "shell"
    ]
    found += [
        place
        for place, _, _ in _calls(lambda name: name in {"pickle.loads", "pickle.load", "pickle.Unpickler"})
        if place.rpartition(":")[0] not in _PICKLES
    ]
    assert found == []


def test_no_statement_of_sql_is_made_of_data() -> None:
    ends = (".exec_driver_sql", ".execute", ".scalar", ".scalars")
    found = [
        place
        for place, name, node in _calls(lambda name: name.endswith(ends) or name in {"text", "sqlalchemy.text", "DDL"})
        if node.args and _made_of_data(node.args[0]) and not place.startswith(_SCHEMA)
    ]
    # what is put together of our own constants says so here
    assert [place for place in found if place.rpartition(":")[0] not in _KNOWN_STATEMENTS] == []


#: statements put together of names that our code gives, never of data
_KNOWN_STATEMENTS = {"kpi/store/engine.py"}


def test_no_regular_expression_is_made_of_data() -> None:
    """Pieces of a pattern are constants of a module or escaped; the reader's are made of the package's own lists."""
    kinds = {
        f"re.{name}" for name in ("compile", "match", "fullmatch", "search", "findall", "finditer", "sub", "split")
    }
    strange = []
    for place, _, node in _calls(lambda name: name in kinds):
        if place.startswith("kpi/workbook/"):
            continue
        for part in ast.walk(node.args[0]):
            if isinstance(part, ast.FormattedValue) and not ast.unparse(part.value).startswith("re.escape("):
                names = {one.id for one in ast.walk(part.value) if isinstance(one, ast.Name)}
                if not all(name.isupper() or name in {"re", "map", "register"} for name in names):
                    strange.append(f"{place} {ast.unparse(part.value)}")
    assert strange == []


def test_hashes_and_random_numbers_are_of_approved_kinds() -> None:
    weak = {"hashlib.md5", "hashlib.sha1", "hashlib.new"}
    assert [place for place, _, _ in _calls(lambda name: name in weak or name.startswith("random."))] == []
    hashes = {name for _, name, _ in _calls(lambda name: re.fullmatch(r"hashlib\.\w+", name) is not None)}
    assert hashes <= {"hashlib.sha256", "hashlib.sha512", "hashlib.file_digest", "hashlib.blake2b"}


def test_no_request_of_the_server_is_led_on() -> None:
    """The identity provider is asked at the addresses that it published, and followed to no other one."""
    assert [place for place, _, node in _calls() for word in node.keywords if word.arg == "follow_redirects"] == []
    opened = [place for place, _, _ in _calls(lambda name: name.endswith("urlopen"))]
    assert all(place.startswith("kpi/cli/") for place in opened), "of a command of somebody at the terminal alone"


def _tracked() -> list[Path]:
    listed = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def test_no_secret_stands_in_the_repository() -> None:
    found = []
    for file in _tracked():
        if not file.is_file() or file.stat().st_size > 2 << 20 or file.name == Path(__file__).name:
            continue
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for kind, pattern in _SECRETS.items():
            for match in re.finditer(pattern, text):
                secret = match.groupdict().get("secret")
                if secret not in _EXAMPLES:
                    found.append(f"{file.relative_to(ROOT)}: {kind}")
    assert found == []
    names = {file.name for file in _tracked()}
    assert not [name for name in names if re.fullmatch(r"\.env|id_rsa|.*\.(pem|key|p12|pfx|sqlite|kdbx)", name)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("a private key", "-----BEGIN " + "EC PRIVATE KEY-----"),
        ("a token of GitHub", "ghp_" + "a1B2" * 9),
        ("an address with a password", "postgresql://postup:" + "hunter2@db/postup"),
        ("a web token", "eyJ" + "a" * 30 + ".eyJ" + "b" * 30 + "." + "c" * 30),
        ("a hash of a password", "$argon2id$v=19$m=65536,t=3,p=4$" + "a" * 22 + "$" + "b" * 43),
    ],
)
def test_a_secret_is_seen(kind: str, words: str) -> None:
    assert re.search(_SECRETS[kind], words)
