"""What several commands are told of a release: its day, its edition, the language of what they write."""

from datetime import date

from kpi.cli.parser import USAGE, WORDS, CommandError
from kpi.model import Language, named_edition
from kpi.services.published import editions
from kpi.services.published.current_release import release_id


def release_day(written: str) -> date:
    """The day of a release; CommandError where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CommandError(WORDS.say("cli.export.bad_day", day=written), USAGE) from None


def chosen_edition(written: str) -> str:
    """The edition as its plan names it; CommandError where there is none of that name."""
    known = [one.edition for one in editions.editions(release_id())]
    found = named_edition(known, written)
    if found is None:
        raise CommandError(WORDS.say("cli.export.no_edition", edition=written, editions=", ".join(known)), USAGE)
    return found


def chosen_language(code: str) -> Language | None:
    """The language of a code, None where none is asked for; CommandError of an unknown one."""
    found = Language.named(code.lower()) if code else None
    if code and found is None:
        languages = ", ".join(language.value for language in Language)
        raise CommandError(WORDS.say("cli.report.bad_language", code=code, languages=languages), USAGE)
    return found
