"""Whether a change of access lets outsiders see more."""

from collections.abc import Mapping

from kpi.model import STRICTNESS_ORDER, Visibility

#: the columns of an indicator that rule who sees its values
ACCESS_COLUMNS = ("visibility", "open_from", "delay_months")


def opens(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Whether outsiders may see more of an indicator under the rules of `after` than under those of `before`."""
    was, now = (STRICTNESS_ORDER.index(Visibility(str(row["visibility"]))) for row in (before, after))
    if was != now:
        return now < was
    if after["visibility"] != Visibility.DELAYED:
        return False
    return any(_sooner(before[name], after[name]) for name in ("open_from", "delay_months"))


def _sooner(before: object, after: object) -> bool:
    if before == after:
        return False
    return before is None or after is None or after < before  # type: ignore[operator]
