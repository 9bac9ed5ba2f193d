"""What is filmed: pages at one width, in their order, each with a sentence; letters and commands as text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.pages import sign_in
from kpi.model import Account, Role
from tools.screenshots import ROOT, small

PLACE = ROOT / "docs/days"
PASSWORD = "screenshots of a long way"  # noqa: S105
HEAD = Account(
    id=0, login="koval", name="О. Коваль", role=Role.HEAD, departments=("dep-zhkg",), email="koval@example.org"
)
EDITOR = Account(id=0, login="editor", name="Р. Дактор", role=Role.EDITOR, email="editor@example.org")
SECOND = Account(id=0, login="second", name="Д. Руга", role=Role.EDITOR, email="second@example.org")
CHIEF = Account(id=0, login="chief", name="А. Міністр", role=Role.ADMINISTRATOR, email="chief@example.org")
PEOPLE = (HEAD, EDITOR, SECOND, CHIEF)
#: width of the window -> its height, and the most of a page that is pictured
SIZES = {1366: (768, 2200), 390: (844, 2600)}


@dataclass
class Film:
    """The steps of one width: (name of the picture or nothing, the sentence, a text that was read or nothing)."""

    width: int
    steps: list[tuple[str, str, str]] = field(default_factory=list)

    def chapter(self, title: str) -> None:
        self.steps.append(("", f"## {title}", ""))

    def take(self, page: Page, name: str, sentence: str) -> None:
        """The page from its top, as much of it as is shown."""
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        page.mouse.move(0, 0)
        window, most = SIZES[self.width]
        height = min(most, page.evaluate("document.documentElement.scrollHeight"))
        # what sticks to the window's edge stands at the picture's
        page.set_viewport_size({"width": self.width, "height": max(window, height)})
        file = f"{name}-{self.width}.png"
        (PLACE / file).write_bytes(small(page.screenshot()))
        page.set_viewport_size({"width": self.width, "height": window})
        self.steps.append((name, sentence, ""))
        print(file, flush=True)

    def text(self, sentence: str, words: str) -> None:
        self.steps.append(("", sentence, words))


def letter(message: EmailMessage) -> str:
    """A letter as it came: the lines of its head that a reader sees, its words, the names of its files."""
    body = message.get_body(("plain",))
    files = ", ".join(str(part.get_filename()) for part in message.iter_attachments())
    lines = [f"{name}: {message[name]}" for name in ("From", "To", "Subject")]
    words = body.get_content() if body else ""
    said = "\n".join((*lines, *([f"Files: {files}"] if files else []), "", words)).strip()
    return re.sub(r"http://localhost:\d+", "https://strategy.example.org", said)


def enter(page: Page, account: Account, address: str) -> None:
    """Sign in, in place of whoever was there, and stand at the address."""
    page.context.clear_cookies()
    sign_in(page, account.login, PASSWORD, address)


def pages(films: Iterable[Film]) -> str:
    """docs/days.md: every step once, its pictures of both widths beside each other."""
    wide, narrow = films
    out = [_ABOUT]
    for name, sentence, words in wide.steps:
        out.append(sentence)
        if words:
            out.append(f"```text\n{words}\n```")
        if name:
            shown = (f'<img src="days/{name}-{film.width}.png" alt="{sentence}"' for film in (wide, narrow))
            out.append(" ".join(f'{image} width="{size}">' for image, size in zip(shown, ("70%", "22%"), strict=True)))
    if [step[0] for step in wide.steps] != [step[0] for step in narrow.steps]:
        raise RuntimeError("the two widths went different ways")
    return "\n\n".join(out) + "\n"


_ABOUT = """# Three days at the desk

Made by `python -m tools.days` from a site of its own with the shipped example, whose figures are illustrative: each
step was walked in a browser at 1366 and at 390 pixels, each letter was received, each command was run."""


def kept(place: Path = PLACE) -> Path:
    """The folder of the pictures, emptied."""
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob("*.png"):
        old.unlink()
    return place
