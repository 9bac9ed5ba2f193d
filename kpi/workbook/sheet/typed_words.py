"""Words that people write into cells in any of the languages (`[typed]` of their folders), folded."""

from kpi.model import Language
from kpi.model.folding import fold


def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for language in Language for word in language.typed(name))


#: «немає»: no value yet
NOTHING = _folded("nothing")
#: «не застосовується» in a cell for a value
NOT_APPLICABLE = _folded("not_applicable")
#: the percent as a word, and units whose values are yes and no
PERCENT, YES_NO_UNITS = _folded("percent"), _folded("yes_no")
#: «так» and «ні»
ANSWERS = dict.fromkeys(_folded("yes"), True) | dict.fromkeys(_folded("no"), False)
