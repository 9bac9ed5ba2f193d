"""What the environment sets for several rooms."""

import os


def site_address() -> str:
    """Where the site is reached, as POSTUP_ADDRESS says it, without a final slash; "" where it does not."""
    return os.environ.get("POSTUP_ADDRESS", "").rstrip("/")
