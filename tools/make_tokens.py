"""Write the token table of kpi/charts/tokens.py into kpi/charts/static/postup.css between its two marks."""

from pathlib import Path

from kpi.charts.tokens import css_block

ROOT = Path(__file__).resolve().parent.parent


BEGIN, END = "/* tokens: begin (tools/make_tokens.py) */", "/* tokens: end */"


def with_tokens(css: str) -> str:
    """The style sheet with the present tokens between the marks."""
    head, _, rest = css.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{css_block()}\n{END}{tail}"


if __name__ == "__main__":
    path = ROOT / "kpi/charts/static/postup.css"
    path.write_text(with_tokens(path.read_text(encoding="utf-8")), encoding="utf-8")
