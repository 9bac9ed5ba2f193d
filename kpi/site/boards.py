"""The board of any public release, kept: what sheets, pictures and embeds of a release share."""

from kpi.model import Language
from kpi.site import cache, published
from kpi.site.asking import Asked
from kpi.site.kept import Kept
from kpi.views.board import Board
from kpi.views.board import board as build_board

_past: Kept[Board] = Kept(4)


def board(asked: Asked) -> Board:
    """The goal tree and the indicators of the release asked for, in the language asked for."""
    language = Language(asked.text.language)
    if asked.version is None:
        made = cache.board(cache.standing().release, cache.PUBLIC, language)
        if made.survey is asked.survey:
            return made
    return _past.get((published.tag(asked.version), language), lambda: build_board(asked.survey, asked.text))
