"""The languages of the site: each is a folder of kpi/text/languages, which says all that a language is.

`Language("pl")` is one value however often it is asked for, so that languages are compared by identity. Which there are
is read once; a further folder is taken in by `register`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kpi.settings import PACKAGE

#: a folder for each language, of which `language.toml` says what the language is
FOLDER = PACKAGE / "text" / "languages"
_FACTS = "language.toml"
_known: dict[str, "Language"] = {}


class _Registry(type):
    """The class as the collection of its values: `for language in Language`, `Language("pl")`, `Language.PL`."""

    def __iter__(cls) -> Iterator["Language"]:
        return iter(_known.values())

    def __len__(cls) -> int:
        return len(_known)

    def __call__(cls, code: str) -> "Language":
        """The language with this code; ValueError where no folder has its name."""
        try:
            return _known[str(code)]
        except KeyError:
            raise ValueError(f"{code}: no folder of {FOLDER.name}") from None

    def __getattr__(cls, name: str) -> "Language":
        if name.isupper() and (found := _known.get(name.lower())):
            return found
        raise AttributeError(name)


class Language(str, metaclass=_Registry):
    """The code of a language (ISO 639), which is the name of its folder, and what `language.toml` says of it.

    name        what it calls itself: «Українська»
    label       in the header: «UA»
    spoken      what the switch of the header says beside the label: «українською»
    open_graph  language and country as `og:locale` has them
    authority   its code in the European Union's list of languages
    script      the alphabet of its words, «latin» or «cyrillic»
    letters     capitals that its codes and addresses may hold beside A to Z and А to Я
    fonts       the files of letters that every page of it needs
    names       words by which a plan may name it
    place       its place in lists of languages
    complete    whether the desk and the command line speak it; if not, they speak its fallback
    """

    _facts: Mapping[str, Any]

    @property
    def value(self) -> str:
        """The bare code."""
        return str.__str__(self)

    @property
    def fallback(self) -> "Language | None":
        """The language whose words stand where it has none."""
        code = self._facts.get("fallback", "")
        return Language(code) if code else None

    @property
    def chain(self) -> "tuple[Language, ...]":
        """The language, its fallback, the fallback of that."""
        return (self, *self.fallback.chain) if self.fallback else (self,)

    @property
    def whole(self) -> "Language":
        """The first of the chain that has every word: the one that the desk speaks."""
        return next((language for language in self.chain if language._facts["complete"]), self.chain[-1])

    @property
    def cldr(self) -> str:
        """The name of its locale in CLDR."""
        return str(self._facts["cldr"])

    @property
    def name(self) -> str:
        return str(self._facts["name"])

    @property
    def label(self) -> str:
        return str(self._facts["label"])

    @property
    def spoken(self) -> str:
        return str(self._facts["spoken"])

    @property
    def open_graph(self) -> str:
        return str(self._facts["open_graph"])

    @property
    def authority(self) -> str:
        return str(self._facts["authority"])

    @property
    def script(self) -> str:
        return str(self._facts["script"])

    @property
    def letters(self) -> str:
        return str(self._facts["letters"])

    @property
    def fonts(self) -> tuple[str, ...]:
        return tuple(self._facts["fonts"])

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._facts["names"])

    @property
    def place(self) -> int:
        return int(self._facts["place"])

    @property
    def folder(self) -> Path:
        return Path(self._facts["folder"])

    def form(self, name: str) -> str:
        """A pattern of `[forms]`: how the language writes dates, periods, percents, quotation marks."""
        return str(next(one._facts["forms"][name] for one in self.chain if name in one._facts["forms"]))

    def typed(self, name: str) -> tuple[str, ...]:
        """Words of `[typed]`: what people write into cells in this language; () where it says none."""
        return tuple(self._facts["typed"].get(name, ()))

    def typed_by(self, name: str) -> Mapping[str, str]:
        """The same by a code: `[typed.gaps]`."""
        found: Mapping[str, str] = self._facts["typed"].get(name, {})
        return found

    @classmethod
    def named(cls, code: object) -> "Language | None":
        """The language with this code, as `lang=` of an address names it; None where there is none."""
        return _known.get(code) if isinstance(code, str) else None

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return Language, (self.value,)


def register(folder: Path) -> Language:
    """Take in the language of a folder; what stands under its name already is kept."""
    code = folder.name
    if code not in _known:
        said = tomllib.loads((folder / _FACTS).read_text(encoding="utf-8"))
        language = str.__new__(Language, code)
        # a value of the registry is made in this place alone
        language._facts = MappingProxyType(
            {"forms": {}, "typed": {}, "letters": "", "complete": False, **said, "folder": folder}
        )
        _known[code] = language
    return _known[code]


def _read() -> None:
    for file in FOLDER.glob(f"*/{_FACTS}"):
        register(file.parent)
    # in the order that each says of itself
    ordered = sorted(_known.values(), key=lambda language: language.place)
    _known.clear()
    _known.update({language.value: language for language in ordered})


_read()

#: of a strategy that does not say its own (the parameter «Мова»), and of a site without one
USUAL_LANGUAGE = Language("uk")
#: of the columns «Name», which stand beside the names in the strategy's own language
NAMES_BESIDE = Language("en")


def site_languages(own: Language, said: tuple[Language, ...] = ()) -> tuple[Language, ...]:
    """The languages that a site is read in, the strategy's own first.

    said  those that the plan names; where it names none, the own and that of the names beside
    """
    return tuple(dict.fromkeys((own, *(said or (NAMES_BESIDE,)))))
