"""Who asks: the language, the device and the session of a request, the fields of its form."""

from functools import partial
from urllib.parse import parse_qsl

from anyio.to_thread import run_sync
from starlette.requests import Request

from kpi.access.cookies import DEVICE, SESSION
from kpi.clock import now
from kpi.model import Language
from kpi.services import sign_in
from kpi.services.sign_in import ClientInfo, SignedIn, workbook_trial
from kpi.store import open_store
from kpi.text import Text
from kpi.web import cookies


def text_of(request: Request) -> Text:
    return Text(Language.asked(request.query_params.get("lang")))


def visit_of(request: Request) -> ClientInfo:
    """From where a request comes; behind a proxy uvicorn has put the reader's address in place."""
    scope = request.scope
    address = request.client.host if request.client else ""
    agent = request.headers.get("user-agent", "")
    return ClientInfo(address, agent, cookies.read(scope, DEVICE), cookies.read(scope, SESSION))


async def signed_of(request: Request) -> SignedIn | None:
    """Who asks, as the store knows it now."""
    token = cookies.read(request.scope, SESSION)
    return await run_sync(lambda: sign_in.session_for_token(open_store(), token, now())) if token else None


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; the guard has limited its length."""
    body = await request.body()
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


async def session_tag(token: str) -> str:
    """The tag of the session of a token, "" where it is nobody's or the store does not answer."""
    return await run_sync(partial(workbook_trial.session_tag, token, now())) if token else ""
