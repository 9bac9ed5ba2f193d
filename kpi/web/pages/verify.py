"""«Перевірка»: what the public log proves of the release shown."""

from kpi.html.page_context import PageContext
from kpi.html.seals import verify as verify_document
from kpi.services.seals.keys import verifier
from kpi.services.seals.site_check import check_one, site_log
from kpi.views.common.page_frame import Crumb, release_day
from kpi.views.seals import verify as verify_view
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content
from kpi.web.seals.served_log import asked_hash, file_by_hash, served_log


def verify(reader: PageRequest, page: PageContext) -> Content:
    """Перевірка: чи стоїть випуск у журналі випусків незміненим."""
    released = release_day(reader.survey)
    log = site_log()
    written = reader.parameters.get("hash", "")
    asked = asked_hash(written)
    edition = reader.address.edition
    file = file_by_hash(asked, reader.version, edition, reader.text, reader.site) if asked else None
    view = verify_view.build(
        [*check_one(log, reader.edition, released), *log.findings],
        reader.text,
        released=released,
        proof=served_log().proof(reader.edition, released),
        key=verifier(),
        stamp=served_log().last_stamp,
        asked=written,
        readable=bool(asked) or not written,
        file=file,
    )
    here = (Crumb(page.say("seal.page.name")),)
    return Content(finding=view.title, body=verify_document.body(view, page), crumbs=here, description=view.lede)
