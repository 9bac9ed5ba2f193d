"""The file of several communities (docs/operate.md, Several communities): read, checked, declared to this process.

What is wrong in it is told before anything answers: what, where in the file, what to do.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kpi.cli.parser import WORDS, CommandError
from kpi.community import Community, Region, declare
from kpi.model import USUAL_LANGUAGE, Language

#: the variable that names the file, and the one that names a community of it
SITES, COMMUNITY = "POSTUP_SITES", "POSTUP_COMMUNITY"
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}(?::\d{1,5})?")
_PREFIX = re.compile(r"/[a-z][a-z0-9-]{0,39}")
#: first segments of addresses that are the process's own
_TAKEN = frozenset({"/assets", "/healthz", "/readyz"})
#: what a community may set for itself -> the variable of the environment that it stands for
_OWN = {
    "store": "POSTUP_STORE",
    "public": "POSTUP_PUBLIC",
    "address": "POSTUP_ADDRESS",
    "backups": "POSTUP_BACKUPS",
    "letters": "POSTUP_LETTERS",
    "seal_key": "POSTUP_SEAL_KEY",
    "witnesses": "POSTUP_WITNESSES",
    "timestamps": "POSTUP_TIMESTAMPS",
    "timestamp_certificates": "POSTUP_TIMESTAMP_CERTIFICATES",
    "days_off": "POSTUP_DAYS_OFF",
    "smtp_url": "POSTUP_SMTP_URL",
    "smtp_from": "POSTUP_SMTP_FROM",
}
_PLACES = frozenset({"host", "prefix"})
_OTHERS = frozenset({"rows", "population", "counted_on"})
_WHOLE = frozenset({"address", "store", "region", "community"})
_REGION = frozenset({"name", "name_en", "language", *_PLACES})


class SitesError(CommandError):
    """The file is not right. `key` of the sentence below `sites.error`, `values` belong in it."""

    def __init__(self, key: str, file: Path, /, **values: object) -> None:
        super().__init__(WORDS.say(f"sites.error.{key}", file=file, **values))
        self.key = key


@dataclass(frozen=True, slots=True)
class Sites:
    """What the file says."""

    communities: tuple[Community, ...]
    region: Region | None


def named_file(given: str | None = None) -> Path | None:
    """The file that an option or POSTUP_SITES names; None where there is none."""
    said = given or os.environ.get(SITES, "")
    return Path(said) if said else None


def declare_from(file: Path) -> Sites:
    """Read the file and declare its communities. `SitesError`."""
    found = read(file)
    declare({one.key: one for one in found.communities}, found.region)
    return found


def read(file: Path) -> Sites:
    """What the file says; `SitesError` where it is not right. Relative places are those of the file's folder."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SitesError("unreadable", file, cause=error.strerror or "") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SitesError("no_toml", file, cause=error) from None
    reader = _Reader(file, told)
    return Sites(reader.communities(), reader.region())


class _Reader:
    def __init__(self, file: Path, told: Mapping[str, object]) -> None:
        self._file, self._told = file, told
        self._known(told, _WHOLE, "")
        self._address = self._text(told, "address", "").rstrip("/") or os.environ.get("POSTUP_ADDRESS", "").rstrip("/")
        if self._address and not urlsplit(self._address).netloc:
            raise SitesError("address", file, place="address", value=self._address)

    def communities(self) -> tuple[Community, ...]:
        sections = self._told.get("community")
        if not isinstance(sections, Mapping) or not sections:
            raise SitesError("none", self._file)
        found = tuple(self._community(key, values) for key, values in sections.items())
        self._alone(found)
        return found

    def region(self) -> Region | None:
        section = self._told.get("region")
        if section is None:
            return None
        values = self._section(section, "region", _REGION)
        host, prefix = self._place(values, "region")
        for one in self.communities():
            if (host and one.host == host) or (prefix and one.prefix == prefix):
                pair = {"first": f"community.{one.key}", "second": "region"}
                raise SitesError("twins", self._file, what=host or prefix, **pair)
        language = Language.named(values.get("language", USUAL_LANGUAGE.value))
        if language is None:
            raise SitesError("value", self._file, place="region.language", value=values["language"])
        name, name_en = (self._text(values, key, "region") for key in ("name", "name_en"))
        return Region(
            name=name,
            name_en=name_en,
            host=host,
            prefix=prefix,
            address=self._at(host, prefix),
            language=language.value,
        )

    def _community(self, key: str, section: object) -> Community:
        place = f"community.{key}"
        if not _KEY.fullmatch(key):
            raise SitesError("key", self._file, place=place)
        values = self._section(section, place, frozenset({*_OWN, *_PLACES, *_OTHERS}))
        host, prefix = self._place(values, place)
        prefix = prefix if host or prefix else f"/{key}"
        if prefix in _TAKEN:
            raise SitesError("prefix", self._file, place=f"{place}.prefix", value=prefix)
        own = {_OWN[name]: self._text(values, name, place) for name in _OWN if name in values}
        shared = self._text(self._told, "store", "")
        store = own.get("POSTUP_STORE") or shared
        if not store:
            raise SitesError("no_store", self._file, place=place)
        own["POSTUP_STORE"] = self._stored(store)
        own.setdefault("POSTUP_ADDRESS", self._at(host, prefix))
        population, counted_on = self._population(values, place)
        return Community(
            key=key,
            host=host,
            prefix=prefix,
            rows=self._text(values, "rows", place) or (key if "store" not in values else "1"),
            variables=own,
            population=population,
            counted_on=counted_on,
        )

    def _place(self, values: Mapping[str, object], place: str) -> tuple[str, str]:
        host, prefix = self._text(values, "host", place).lower(), self._text(values, "prefix", place)
        if host and prefix:
            raise SitesError("both", self._file, place=place)
        if host and not _HOST.fullmatch(host):
            raise SitesError("host", self._file, place=f"{place}.host", value=host)
        if prefix and not _PREFIX.fullmatch(prefix):
            raise SitesError("prefix", self._file, place=f"{place}.prefix", value=prefix)
        return host, prefix

    def _at(self, host: str, prefix: str) -> str:
        """The address that follows from the one of the whole: its scheme with a host, itself with a prefix."""
        if not self._address:
            return ""
        return f"{urlsplit(self._address).scheme}://{host}" if host else f"{self._address}{prefix}"

    def _stored(self, store: str) -> str:
        return store if "://" in store else str((self._file.parent / store).absolute())

    def _population(self, values: Mapping[str, object], place: str) -> tuple[int | None, str]:
        people, day = values.get("population"), values.get("counted_on")
        if people is not None and (not isinstance(people, int) or isinstance(people, bool) or people < 1):
            raise SitesError("value", self._file, place=f"{place}.population", value=people)
        if day is not None and not isinstance(day, date):
            raise SitesError("value", self._file, place=f"{place}.counted_on", value=day)
        if (people is None) != (day is None):
            raise SitesError("population", self._file, place=place)
        return people, day.isoformat() if isinstance(day, date) else ""

    def _alone(self, found: tuple[Community, ...]) -> None:
        """No two communities may answer at one place or keep their rows at one place."""
        for about in ("host", "prefix", "rows"):
            seen: dict[object, Community] = {}
            for one in found:
                what = (one.variables["POSTUP_STORE"], one.rows) if about == "rows" else getattr(one, about)
                if what and what in seen:
                    shown = what[0] if isinstance(what, tuple) else what
                    pair = {"first": f"community.{seen[what].key}", "second": f"community.{one.key}"}
                    raise SitesError("twin_rows" if about == "rows" else "twins", self._file, what=shown, **pair)
                seen[what] = one

    def _section(self, section: object, place: str, known: frozenset[str]) -> Mapping[str, object]:
        if not isinstance(section, Mapping):
            raise SitesError("value", self._file, place=place, value=section)
        self._known(section, known, f"{place}.")
        return section

    def _known(self, values: Mapping[str, object], known: frozenset[str], place: str) -> None:
        for name in values:
            if name not in known:
                raise SitesError("unknown", self._file, place=f"{place}{name}", known=", ".join(sorted(known)))

    def _text(self, values: Mapping[str, object], name: str, place: str) -> str:
        value = values.get(name, "")
        if not isinstance(value, str):
            raise SitesError("value", self._file, place=f"{place}.{name}".lstrip("."), value=value)
        return value.strip()
