"""`Text`: the one way from a key to words in a language."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from babel.lists import format_list

from kpi.model import NAMES_BESIDE, USUAL_LANGUAGE, FiscalYear, Language, Period, index_year, site_languages
from kpi.model.community_time import local
from kpi.text import dates
from kpi.text.catalog import entries, form_of
from kpi.text.numbers import DASH, NO_BREAK_SPACE, currency_sign, decimals_of, format_number, with_currency

#: from here on amounts of money are told in millions
_MILLION = 1_000_000
#: placeholders that hold how many there are of something, and never a year
_COUNTS = frozenset(
    {"n", "total", "on_plan", "judged", "unjudged", "then_on_plan", "then_judged", "active", "assessed"}
)


@dataclass(frozen=True, slots=True)
class Text:
    """Speaks one language. Hashable, so it can be part of a cache key.

    default  the strategy's own: the language of addresses that name none
    site     the languages that the site is read in; () stands for those of a strategy that names none
    """

    language: Language
    default: Language = USUAL_LANGUAGE
    site: tuple[Language, ...] = ()

    @property
    def lang(self) -> str:
        """The value of `lang=` in addresses of its pages; "" in the language that addresses need not name."""
        return self.within(self.language)

    def within(self, language: Language) -> str:
        """The value of `lang=` in addresses of another language of the same site."""
        return "" if language is self.default else language.value

    def in_language(self, language: Language) -> "Text":
        """The other words of the same site."""
        return Text(language, self.default, self.site)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the site is read in, its own first."""
        return site_languages(self.default, self.site)

    def asked(self, code: object) -> Language | None:
        """The language of the site with this code; None where it is not read in it."""
        return next((language for language in self.languages if language.value == code), None)

    def any_of(self, words: Sequence[str]) -> str:
        """«uk або en», by CLDR."""
        return format_list([str(word) for word in words], style="or", locale=self.language.cldr)

    def language_name(self, language: Language) -> str:
        """What a language is called in this one, by CLDR: «українська», «Polish»."""
        return str(Locale(language.cldr).get_language_name(self.language.cldr) or language.name)

    def quoted(self, words: str) -> str:
        """The words in the language's quotation marks: «…», “…”, „…”."""
        return self.language.form("quoted").format(words)

    def named(self, own: str, english: str) -> str:
        """A name of the workbooks in this language: the one in the column «Name» where it is meant and there is one."""
        return (self.language is NAMES_BESIDE and english) or own

    @property
    def whole(self) -> "Text":
        """The words of the desk, which only some languages have: of a fallback where this one has not."""
        return self if self.language.whole is self.language else self.in_language(self.language.whole)

    def say(self, key: str, /, **values: object) -> str:
        """The text of `key`; KeyError where it is not in the catalogue or a placeholder has no value."""
        _, form = form_of(key, self.language)
        if not isinstance(form, str):
            raise KeyError(f"{key} counts: use count()")
        return form.format_map(self._printed(values))

    def _printed(self, values: dict[str, object]) -> dict[str, object]:
        """The values of placeholders; those that count things as numbers are written: «2 000 із 2 000»."""
        return {
            name: self.number(value) if name in _COUNTS and isinstance(value, int) else value
            for name, value in values.items()
        }

    def count(self, key: str, n: float, /, **values: object) -> str:
        """The plural form of `key` for `n` (CLDR rules); `{n}` stands for the formatted number."""
        spoken, forms = form_of(key, self.language)
        if isinstance(forms, str):
            raise KeyError(f"{key} does not count: use say()")
        exact = int(n) if float(n).is_integer() else n
        category = Locale(spoken.cldr).plural_form(exact)
        form = forms.get(category) or forms["other"]
        return form.format_map({"n": self.number(n), **self._printed(values)})

    def ordinal(self, key: str, n: int, /) -> str:
        """The text of `key`.one, .two, .few or .other by CLDR's ordinal rules for `n`: 11th, 21st, 11-й."""
        spoken, _ = form_of(f"{key}.other", self.language)
        return self.say(f"{key}.{Locale(spoken.cldr).ordinal_form(n)}", n=n)

    def has(self, key: str) -> bool:
        return any(language.value in entries().get(key, ()) for language in self.language.chain)

    def number(self, value: float | None, decimals: int | None = None, *, signed: bool = False) -> str:
        """A number, «—» for None."""
        return DASH if value is None else format_number(value, self.language, decimals, signed=signed)

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """A share of 1 as a percent: 0.684 -> «68 %»."""
        return DASH if share is None else self.quantity(100 * share, "%", decimals)

    def quantity(
        self,
        value: float | None,
        unit: str,
        decimals: int | None = None,
        *,
        signed: bool = False,
        after_by: bool = False,
    ) -> str:
        """A number with its unit: «68,4 %», «1 234 км», «3 етапи»; English «68.4%».

        A unit that is a word bends after its number (words/units.toml); an abbreviation does not. `after_by`: as it
        stands after «на» («на 1 особу»).
        """
        if value is None:
            return DASH
        keys = (*([f"unit_by.{unit}"] if after_by else []), f"unit.{unit}")
        entry = next((key for key in keys if self.has(key)), None)
        if entry is not None:
            return self._counted(value, entry, decimals, signed=signed)
        after = self.language.form("percent") if unit == "%" else f"{NO_BREAK_SPACE}{unit}"
        return f"{self.number(value, decimals, signed=signed)}{after}"

    def _counted(self, value: float, entry: str, decimals: int | None, *, signed: bool) -> str:
        """The unit in the plural form that the printed number takes: «2 дні», «2,5 дня», «5 днів»."""
        spoken, forms = form_of(entry, self.language)
        if isinstance(forms, str):
            raise KeyError(f"{entry} has one form: an abbreviation needs no entry")
        places = decimals_of(value) if decimals is None else decimals
        printed = Decimal(f"{abs(value):.{places}f}")
        form = forms.get(Locale(spoken.cldr).plural_form(printed)) or forms["other"]
        return f"{self.number(value, decimals, signed=signed)}{NO_BREAK_SPACE}{form}"

    def money(self, amount: float | None, currency: str) -> str:
        """«38,2 млн ₴», «640 000 ₴», «$59,768»; without a sign where `currency` (ISO 4217) is "", «—» for None."""
        if amount is None:
            return DASH
        number = self.number(amount, 0)
        if abs(amount) >= _MILLION:
            number = f"{self.number(amount / _MILLION, 1)}{NO_BREAK_SPACE}{self.say('number.million')}"
        return with_currency(number, currency, self.language)

    def currency(self, code: str) -> str:
        """«₴» for tables whose amounts stand without it; "" where the strategy names no currency."""
        return currency_sign(code, self.language)

    def difference(self, value: float | None, unit: str, decimals: int | None = None) -> str:
        """A signed difference; of percents it is in percentage points («в. п.»), never «%»."""
        points = self.say("number.percentage_points") if unit == "%" else unit
        return self.quantity(value, points, decimals, signed=True)

    def date(self, day: datetime.date | None) -> str:
        return DASH if day is None else dates.short_date(day, self.language)

    def moment(self, at: datetime.datetime) -> str:
        """«14.11.2026 14:20», the community's time; `at` has a zone."""
        return f"{self.date(local(at).date())} {self.time(at)}"

    def time(self, at: datetime.datetime) -> str:
        """«14:20», the community's time; `at` has a zone."""
        return f"{local(at):%H:%M}"

    def date_long(self, day: datetime.date) -> str:
        return dates.long_date(day, self.language)

    def of_year(self, key: str, fiscal_year: FiscalYear, /, **values: object) -> str:
        """`say`, and where years are not the calendar's what words/own_years.toml has for it: «since July»."""
        own = f"own_years.{key}"
        if fiscal_year.is_calendar or not self.has(own):
            return self.say(key, **values)
        return self.say(own, **dates.months_of(fiscal_year, self.language), **values)

    def year(self, year: int, fiscal_year: FiscalYear) -> str:
        """A year of a strategy: «2026», «2025/26»."""
        return dates.year_label(year, fiscal_year, self.language)

    def year_of(self, end: int, fiscal_year: FiscalYear) -> str:
        """The year that a month index lies in."""
        return self.year(index_year(end), fiscal_year)

    def month(self, number: int) -> str:
        """The name of a month by itself: «січень», “January”."""
        return dates.name_of_month(number, self.language)

    def years(self, first: int, last: int, fiscal_year: FiscalYear) -> str:
        return dates.years(first, last, fiscal_year)

    def period(self, period: Period) -> str:
        return dates.short_period(period, self.language)

    def period_long(self, period: Period) -> str:
        return dates.long_period(period, self.language)
