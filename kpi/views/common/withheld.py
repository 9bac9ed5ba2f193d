"""What is not published, counted openly: how many indicators, by which rule; never which (kpi.access.public_slice)."""

from kpi.measure.dataset import Dataset
from kpi.text import Text


def withheld_words(dataset: Dataset, text: Text) -> str:
    """«Ще 16 показників не оприлюднюємо: 11 — службові, 5 — строк відкриття не настав.», "" where all is public."""
    rows = list(zip(dataset.withheld["visibility"].tolist(), dataset.withheld["indicators"].tolist(), strict=True))
    if not rows:
        return ""
    reasons = ", ".join(text.say(f"withheld.{rule}", n=text.number(n)) for rule, n in rows)
    return text.count("withheld.count", sum(n for _, n in rows), reasons=reasons)
