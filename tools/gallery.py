"""One HTML page with every drawing, to look at: python -m tools.gallery OUT.html [light|dark]."""

import sys
from pathlib import Path

from kpi import charts as f
from kpi.model import Language, Status
from tests.charts import gallery as g

ROOT = Path(__file__).resolve().parent.parent


def bars() -> str:
    glyphs = "".join(
        f"<p>{''.join(f.glyph(s, size, s.value, outline) for s in Status)}</p>".replace(
            "<svg ", '<svg style="display:inline" '
        )
        for size in (16, 18, 21, 48)
        for outline in (False, True)
    )
    legend = "".join(
        f"<li><span>{f.glyph(s, 16)}<span>{s.value}</span> <b>{n}</b></span></li>" for n, s in enumerate(Status)
    )
    tracks = "".join(
        f'<tr><th scope="row">{t.label}</th><td class="p-cell-spark">{f.spark(s)}</td><td>{f.track(t)}</td></tr>'
        for t, s in zip(g.TRACKS, g.SPARKS * 2, strict=True)
    )
    return (
        f"{glyphs}{f.status_bar(g.BAR)}<ul class='p-legend'>{legend}</ul><br>{f.status_bar(g.BAR, thin=True)}<br>"
        f"{f.status_bar(g.EMPTY_BAR)}<table class='p-table p-table-narrow'>{tracks}</table>"
        f'<p class="p-rollup">{f.rollup_bar(0.62, 0.7, Status.AT_RISK, "x")}</p>'
        f"<div style='width:22rem'>{f.share_line(g.SHARE)}</div>"
        f"{f.heat(g.HEAT, 'За планом із оцінених, на кінець кварталу', 'Ціль')}"
    )


def charts() -> str:
    parts = []
    for name, maker in g.TRAJECTORIES.items():
        t = maker()
        wide = f.trajectory(t, size="wide").replace("p-chart-wide", "p-chart-shown")
        others = "".join(
            f"<div style='width:{width}px'>{f.trajectory(t, size=size)}</div>"
            for size, width in (("narrow", 358), ("small", 304))
        )
        parts.append(
            f'<section class="p-section"><h2 class="p-h2">{name}</h2><figure class="p-chart-box">'
            f"<figcaption class='p-meta'>{t.subtitle}</figcaption>{f.trajectory_legend(t)}{wide}</figure>"
            f"<div style='display:flex;gap:2rem;flex-wrap:wrap'>{others}</div></section>"
        )
    return "".join(parts)


def page(theme: str, content: str) -> str:
    css = (ROOT / "kpi/charts/static/postup.css").read_text(encoding="utf-8")
    css = css.replace('url("fonts/', f'url("file://{ROOT}/kpi/charts/static/fonts/')
    return (
        f'<!doctype html><html lang="uk"><meta charset="utf-8"><title>Галерея</title><style>{css}</style>'
        f'<body class="postup" data-theme="{theme}"><main class="p-page">{content}</main></body></html>'
    )


if __name__ == "__main__":
    out, theme = Path(sys.argv[1]), (sys.argv[2:] or ["light"])[0]
    goals = f.goal_lines(g.GOALS, Language.UK)
    out.write_text(page(theme, bars() + goals + charts()), encoding="utf-8")
