"""What a run of the dashboard has put on the screen."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def elements(app: AppTest, kind: str) -> list[Any]:
    """Elements of a kind; Streamlit's types know less of them than they hold."""
    return list(app.get(kind))


def words(app: AppTest) -> str:
    """Everything that is told in texts, headings, messages and the labels of figures."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    found = [str(element.value) for kind in kinds for element in elements(app, kind)]
    found += [f"{metric.label} {metric.value}" for metric in app.metric]
    return "\n".join(found).replace("\\", "")


def charts(app: AppTest) -> list[Any]:
    """The charts as the browser is given them: `.alt`, `.config`, `.spec`."""
    return [element.proto for element in elements(app, "plotly_chart")]


def specification(chart: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(chart.spec)
    return found


def links(app: AppTest) -> dict[str, str]:
    """The menu: page -> the parameters that its link carries."""
    return {link.proto.page: link.proto.query_string for link in elements(app, "page_link")}


def key(name: str) -> str:
    """Key of the widget that a parameter is bound to."""
    return f"address.{name}"


def address(app: AppTest) -> dict[str, list[str]]:
    """The parameters of the address bar."""
    return {name: [given] if isinstance(given, str) else list(given) for name, given in app.query_params.items()}
