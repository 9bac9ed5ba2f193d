"""What the API says when it cannot answer: RFC 9457, in words. Nothing heavy is imported here."""

import json

from kpi.text import Text

PROBLEM = "application/problem+json"
MEDIA_TYPE = f"{PROBLEM}; charset=utf-8"


def problem(text: Text, status: int, key: str, **values: object) -> bytes:
    """What is wrong, where, and what to do.

    key     below `data.api.problem`, with its values
    values  `parameter` among them where one is to blame
    """
    told = {
        "type": "about:blank",
        "title": text.say(f"data.api.status.{status}"),
        "status": status,
        "detail": text.say(f"data.api.problem.{key}.what", **values),
        "cure": text.say(f"data.api.problem.{key}.cure", **values),
    }
    if "parameter" in values:
        told["parameter"] = values["parameter"]
    return (json.dumps(told, ensure_ascii=False) + "\n").encode()
