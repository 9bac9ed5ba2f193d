"""The page of a goal whose small charts begin with what their indicators were measured at in the edition before."""

from collections.abc import Callable
from dataclasses import replace

from kpi.measure.dataset import Dataset
from kpi.text import Text
from kpi.views.indicator.previous_series import PreviousSeries, with_previous
from kpi.views.public.goal import GoalView, Multiple

Former = Callable[[str], PreviousSeries | None]


def goal_across_editions(view: GoalView, former: Former, dataset: Dataset, text: Text) -> GoalView:
    """The former values in each small chart as in the large one, or why they are not joined.

    former   by the code of an indicator; None where nothing is said of its former values
    dataset  of the page
    """

    def joined(one: Multiple) -> Multiple:
        previous = former(one.row.code)
        if previous is None:
            return one
        drawn = with_previous(one.trajectory, previous, text, illustrative=dataset.strategy.illustrative)
        return replace(one, trajectory=drawn, former=previous.why_not)

    return replace(view, multiples=tuple(map(joined, view.multiples)), shared=tuple(map(joined, view.shared)))
