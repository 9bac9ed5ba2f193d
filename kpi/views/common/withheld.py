"""What is not published: said alike of every strategy, so that it tells neither that there is any nor how much."""

from kpi.text import Text


def withheld_words(text: Text) -> str:
    """«Показників з обмеженим доступом, якщо вони є, тут не названо й не пораховано…»."""
    return text.say("withheld.note")
