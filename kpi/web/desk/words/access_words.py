"""Why somebody's access to an indicator is to change, in words."""

from kpi.model import AccessChoice
from kpi.text import Text


def why_words(access: AccessChoice, text: Text) -> str:
    """«адреса укриття; підстава: стаття 6»: what its author wrote for who decides, and the ground; "" for neither."""
    ground = text.say("access_page.ground", ground=access.ground) if access.ground else ""
    return "; ".join(filter(None, (access.why, ground)))
