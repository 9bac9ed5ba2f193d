from kpi.ui.cache import Finished
from kpi.ui.frame import Reader, page


def make(reader: Reader) -> Finished:
    links = "".join(f'<li><a data-nav href="{h}">{h}</a></li>' for h in ("/", "/indicators", "/indicators?status=off_track", "/indicators?status=off_track&q=x", "/method", "/sector?id=economy", "/indicator?id=1.1.1", "/indicator?id=1.1.2", "/goal?id=1.1"))
    return Finished("method", f'<main id="main"><h1>method {reader.id} {reader.parameters}</h1><ul>{links}</ul></main>' + "<p>x</p>" * 80)


page("method", make)
