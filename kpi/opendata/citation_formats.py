"""A citation for reference managers: BibTeX and RIS. Without the day of reading: a release gives the same bytes."""

from kpi.text import Text
from kpi.text.terms_of_use import terms_name
from kpi.views.indicator.citation import Citation

BIBTEX, RIS = "application/x-bibtex; charset=utf-8", "application/x-research-info-systems; charset=utf-8"
#: letters that TeX would take for commands
_TEX = {sign: f"\\{sign}" for sign in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}"}


def bibtex(cited: Citation, text: Text) -> bytes:
    """The citation as a BibTeX entry."""
    version = cited.version
    fields = {
        "author": f"{{{_tex(cited.community)}}}",
        "title": f"{{{_tex(_title(cited, text))}}}",
        "howpublished": _tex(f"{cited.strategy}. {text.say('data.cite.version', version=cited.said)}"),
        "year": str(version.year),
        "month": str(version.month),
        "url": cited.address,
        "note": _tex(_note(cited, text)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    key = f"postup-{cited.code}-{_version(cited)}".replace(":", "")
    return "\n".join([f"@misc{{{key},", *lines, "}", ""]).encode()


def ris(cited: Citation, text: Text) -> bytes:
    """The citation as a RIS record."""
    version = cited.version
    fields = (
        ("TY", "DATA"),
        ("AU", cited.community),
        ("TI", _title(cited, text)),
        ("T2", cited.strategy),
        ("PB", cited.community),
        ("PY", str(version.year)),
        ("DA", version.strftime("%Y/%m/%d/")),
        ("ET", _version(cited)),
        ("LA", text.language.value),
        ("UR", cited.address),
        ("N1", _note(cited, text)),
        ("ER", ""),
    )
    return "".join(f"{name}  - {_line(value)}\r\n" for name, value in fields).encode()


def _version(cited: Citation) -> str:
    """2026-11-28T16:42, the community's time: two publications of a day differ; the day where no more is known."""
    return f"{cited.at:%Y-%m-%dT%H:%M}" if cited.at else cited.version.isoformat()


def _title(cited: Citation, text: Text) -> str:
    return text.say("data.cite.title", name=cited.name, code=cited.code, period=cited.period)


def _note(cited: Citation, text: Text) -> str:
    licence = terms_name(cited.licence, text)
    return f"{text.say('data.demo')}. {licence}" if cited.demo else licence


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(words))


def _line(words: str) -> str:
    """On one line: a record's line ends where the next begins."""
    return " ".join(words.split())
