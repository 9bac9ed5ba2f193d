"""The two languages whose words stand side by side; a site of the shipped edition is read in both."""

from kpi.model import Language

BOTH = (Language("uk"), Language("en"))


def second(language: Language) -> Language:
    """The second of the two."""
    return next(one for one in BOTH if one is not language)
