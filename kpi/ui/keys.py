"""The keys of the session, in one place."""

from enum import StrEnum


class Key(StrEnum):
    PAGE = "page"  # the component that holds the page
    GO = "go"  # the address a reader asked for by a click, until it is followed
    FINISHED = "finished"  # what the page's script has made for the frame to draw
    ADDRESS = "address"  # where the reader is
    WHO = "who"  # the tag of the session that the state belongs to; only compared, never believed
    READER = "reader"  # the name of whoever is signed in, to be shown and for nothing else
