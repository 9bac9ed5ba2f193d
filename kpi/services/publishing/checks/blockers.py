"""Why a draft cannot be confirmed, and why a second person is needed."""

from enum import StrEnum


class Blocker(StrEnum):
    """Why a draft cannot be confirmed; words below `flow.blocker`."""

    UNEXPLAINED = "unexplained"
    CONFLICT = "conflict"
    FOREIGN = "foreign"  # rows of another department
    NOTHING_NEW = "nothing_new"
    SAME_FILE = "same_file"
    AWAITING = "awaiting"
    CLOSED = "closed"
    NO_ACT = "no_act"  # goals come or go, or a verdict changes, without a decision
    EARLY = "early"  # values of periods that have not ended are not confirmed
    UNTICKED = "unticked"  # a plan leaves something out, changes nothing else, and nothing is ticked
    DEPARTMENT_USED = "department_used"  # a department is to go that still answers for something
    NO_ACTION = "no_action"  # a value lies far behind, and no corrective action is said
    PERSONAL = "personal"  # words that look like personal data are not answered for


class Second(StrEnum):
    """Why a second person is needed; words below `flow.second`."""

    SETTING = "setting"  # the plan asks for an approval of everything
    OPENS = "opens"  # an internal value becomes public
    VERDICT = "verdict"  # with the same values the plan is judged otherwise
