"""Both READMEs lead to the same places and name the same commands: what one says the other says too."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: people give folders and files of their own names in their own language
_OWN = re.compile(r"my-strategy|моя-стратегія|my\.sqlite|моя\.sqlite|FOLDER|ТЕКА")

#: a document that there is in both languages
_TRANSLATED = re.compile(r"(docs/operate|SECURITY)\.(?:uk|en)\.md|(kpi/text/languages/)(?:uk|en)/(?=guide\.md)")


def _read(name: str) -> str:
    words = _OWN.sub("…", (ROOT / name).read_text(encoding="utf-8"))
    return _TRANSLATED.sub(lambda found: f"{found[1]}.md" if found[1] else found[2], words)


def _commands(text: str) -> list[str]:
    blocks = re.findall(r"```\w+\n(.*?)```", text, re.DOTALL)
    lines = (line.partition("  #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line]


def test_both_readmes_lead_to_the_same_files() -> None:
    english, ukrainian = (
        set(re.findall(r"\]\(([^)]+)\)", _read(name))) - {"README.md", "README.uk.md"}
        for name in ("README.md", "README.uk.md")
    )
    assert english == ukrainian


def test_both_readmes_name_the_same_commands_and_addresses() -> None:
    english, ukrainian = _read("README.md"), _read("README.uk.md")
    assert _commands(english) == _commands(ukrainian)
    assert set(re.findall(r"`([^`\n]+)`", english)) == set(re.findall(r"`([^`\n]+)`", ukrainian))
