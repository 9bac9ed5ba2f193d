"""The board of any public release, kept: what sheets, pictures and embeds of a release share."""

from kpi.site import published
from kpi.site.asking import Asked
from kpi.views.board import Board
from kpi.views.board import board as build_board


def board(asked: Asked) -> Board:
    """The goal tree and the indicators of the release asked for, in the language asked for."""
    kept = published.board(asked.version, asked.text.language)
    # a release may have been published since the question was asked: it is answered from the one it found
    return kept if kept.survey is asked.survey else build_board(asked.survey, asked.text)
