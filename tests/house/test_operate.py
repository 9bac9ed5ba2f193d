"""Both operating documents say the same, and every command in them is one that there is."""

import re
import shlex
from pathlib import Path

import pytest

from kpi.__main__ import parser

ROOT = Path(__file__).resolve().parents[2]
BOTH = ("docs/operate.md", "docs/operate.uk.md")
#: what stands for a person's own words
_WORDS = {"LOGIN": "koval", "NUMBER": "1", "DATE": "2026-01-01", "CODE=TEXT": "1.1=x"}


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands(text: str) -> list[str]:
    """Lines of examples without their remarks."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    indented = re.findall(r"^    (\.venv/bin/postup .+?)(?: {3,}.*)?$", text, re.MULTILINE)
    lines = (line.partition("  #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in (*lines, *indented) if line]


def test_both_name_the_same_commands_settings_and_addresses() -> None:
    english, ukrainian = map(_read, BOTH)
    # a remark's column may differ, and one of the placeholders is a word
    assert [c.replace("ДАТА", "DATE") for c in _commands(ukrainian)] == _commands(english)
    heads = [len(re.findall(r"^## ", text, re.MULTILINE)) for text in (english, ukrainian)]
    assert heads[0] == heads[1]
    ticked = [
        {one for one in re.findall(r"`([^`\n]+)`", text) if not re.search(r"[<а-яА-Я{]", one)}
        for text in (english, ukrainian)
    ]
    assert ticked[0] == ticked[1]


@pytest.mark.parametrize("name", BOTH)
def test_every_command_is_understood_as_it_is_written(name: str) -> None:
    written = {line for line in _commands(_read(name)) if line.startswith(".venv/bin/postup")}
    written |= set(re.findall(r"`(\.venv/bin/postup [^`]+)`", _read(name)))
    assert len(written) > 20
    root = parser()
    for line in sorted(written):
        plain = re.sub(r"\[[^\]]*\]", "", line)
        words = [_WORDS.get(word, word) for word in shlex.split(plain)[1:]]
        assert root.parse_args(words).command == words[0], line
