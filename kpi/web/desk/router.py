"""From a request to its answer: who asks, whether the form is ours, what may go wrong, in words."""

from collections.abc import Awaitable, Callable
from functools import cache, partial
from http import HTTPStatus
from urllib.parse import quote, urlencode, urlsplit

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kpi.access.cookies import SESSION
from kpi.access.sessions import form_matches, form_token
from kpi.clock import today
from kpi.html.forms import CARRIED
from kpi.html.links import address
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.sign_in import SignedIn
from kpi.store import NotPublishedError, open_store
from kpi.text.markup import el, join
from kpi.web import cookies
from kpi.web.addresses import START
from kpi.web.desk import (
    accounts,
    admin,
    approvals,
    chase,
    departments,
    journal_page,
    planning,
    releases,
    suspensions,
    uploads,
    values,
    visibility,
)
from kpi.web.desk.deciding import page as deciding
from kpi.web.desk.deciding import subscribers
from kpi.web.desk.forms import late
from kpi.web.desk.forms.carried import REPORT, is_carriable, pack
from kpi.web.desk.letter_dispatch import send_letters_soon
from kpi.web.desk.projects import page as projects
from kpi.web.desk.questions import page as questions
from kpi.web.desk.rejected_uploads import RejectedUploads
from kpi.web.desk.report import assignments, file_filling, form_page, submissions
from kpi.web.desk.request import PRIVATE, DeskRequest
from kpi.web.desk.sent_form import Form, sent_form
from kpi.web.desk.templates import marked, template, value_table
from kpi.web.protection.origin import host_of
from kpi.web.visitor import desk_text_of, signed_of

Handler = Callable[[DeskRequest], Response]
#: the page of signing in that carries what was typed (`kpi.web.desk.forms.carried`)
LatePage = Callable[[Request, str], Awaitable[Response]]
#: what the script of the form asks: it is told that nobody is signed in, never sent to a page
ASKED_BY_SCRIPT = frozenset({"/upload/judge", "/upload/autosave"})


def routes(late_page: LatePage) -> list[Route]:
    """One route for each path of the desk.

    late_page  answers a report that comes when its session has ended
    """
    desk = DeskRouter(late_page)
    return [Route(path, desk.answer, methods=desk.methods(path)) for path in desk.paths()]


def has_page(address: str) -> bool:
    """Whether an address is a page of the desk, with nothing in front of its path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and parts.path in _pages()


@cache
def _pages() -> frozenset[str]:
    """The paths of the desk that show a page."""
    return frozenset(path for method, path in _handlers() if method == "GET")


def _handlers() -> dict[tuple[str, str], Handler]:
    """Every handler by method and path."""
    shelf = RejectedUploads()
    handlers = _uploading(shelf) | _looking_after(shelf)
    return handlers | {("POST", late.AGAIN): partial(late.followed, handlers=handlers)}


def _uploading(shelf: RejectedUploads) -> dict[tuple[str, str], Handler]:
    """What everybody who is signed in does: the form, files, drafts, receipts."""
    return {
        ("GET", "/upload"): partial(form_page.shown, shelf=shelf),
        ("POST", REPORT): form_page.sent,
        ("POST", "/upload/judge"): form_page.judged,
        ("POST", "/upload/autosave"): form_page.saved,
        ("POST", "/upload/files"): partial(file_filling.filled, shelf=shelf),
        ("POST", "/upload/assignment"): assignments.sent,
        ("GET", "/upload/mine"): submissions.shown,
        ("GET", "/upload/source"): submissions.source,
        ("POST", "/upload/withdraw"): submissions.taken_back,
        ("POST", "/upload"): partial(uploads.take, shelf=shelf),
        ("POST", "/upload/as-read"): partial(uploads.as_read, shelf=shelf),
        ("GET", "/upload/file"): partial(uploads.untaken, shelf=shelf),
        ("GET", "/upload/marked"): partial(marked, shelf=shelf),
        ("GET", "/upload/template"): template,
        ("GET", "/upload/values.xlsx"): value_table,
        ("GET", "/upload/draft"): partial(uploads.draft, shelf=shelf),
        ("POST", "/upload/draft"): uploads.decide_draft,
        ("POST", "/upload/compared"): uploads.compared,
        ("POST", "/upload/discard"): uploads.discard,
        ("GET", "/upload/receipt"): uploads.published,
        ("POST", "/upload/undo"): uploads.take_back,
        ("GET", "/upload/indicator"): values.shown,
        ("POST", "/upload/indicator"): values.withdraw,
        ("POST", "/upload/decide"): approvals.decide,
        ("GET", "/upload/questions"): questions.shown,
        ("POST", "/upload/questions"): questions.decide,
        ("GET", "/upload/draft-file"): approvals.draft_file,
        ("GET", "/upload/project"): projects.shown,
        ("POST", "/upload/project"): projects.taken,
    }


def _looking_after(shelf: RejectedUploads) -> dict[tuple[str, str], Handler]:
    """What editors and administrators do."""
    return {
        ("GET", "/admin"): admin.overview,
        ("POST", "/admin/approve"): admin.approve_ticked,
        ("GET", "/admin/chase"): chase.shown,
        ("POST", "/admin/chase"): chase.act,
        ("GET", "/admin/chase.csv"): chase.table_file,
        ("GET", "/admin/journal.csv"): journal_page.journal_file,
        ("GET", "/admin/accounts"): accounts.shown,
        ("POST", "/admin/accounts"): accounts.change,
        ("GET", "/admin/releases"): releases.shown,
        ("POST", "/admin/releases"): releases.go_back,
        ("GET", "/admin/visibility"): visibility.shown,
        ("POST", "/admin/visibility"): visibility.change,
        ("GET", "/admin/plan"): planning.shown,
        ("POST", "/admin/plan"): partial(planning.change, shelf=shelf),
        ("GET", "/admin/plan.xlsx"): planning.workbook,
        ("GET", "/admin/department"): departments.shown,
        ("POST", "/admin/department"): partial(departments.change, shelf=shelf),
        ("GET", "/admin/decisions"): deciding.shown,
        ("POST", "/admin/decisions"): partial(deciding.change, shelf=shelf),
        ("GET", "/admin/subscribers"): subscribers.shown,
        ("POST", "/admin/subscribers"): subscribers.change,
        ("GET", "/admin/suspensions"): suspensions.shown,
        ("POST", "/admin/suspensions"): partial(suspensions.change, shelf=shelf),
    }


class DeskRouter:
    """The handlers by method and path."""

    def __init__(self, late_page: LatePage) -> None:
        self._handlers, self._late_page = _handlers(), late_page

    def paths(self) -> list[str]:
        return list(dict.fromkeys(path for _, path in self._handlers))

    def methods(self, path: str) -> list[str]:
        return [method for method, handled in self._handlers if handled == path]

    async def answer(self, request: Request) -> Response:
        """Answer a route of the desk. Nobody is let in without a session, no form without its token is followed."""
        path, posted = request.url.path, request.method == "POST"
        signed = await signed_of(request)
        if signed is None and path in ASKED_BY_SCRIPT:
            return JSONResponse({"signed": False}, 401, PRIVATE)
        if signed is None:
            return await self._late(request) if posted else _to_login(request, shown=True)
        secret = cookies.read(request.scope, SESSION)
        form = await sent_form(request) if posted else Form({})
        if form is None:
            return _unread(request)
        if posted and not form_matches(secret, form.fields.get("token", "")):
            if path in ASKED_BY_SCRIPT:
                return JSONResponse({"signed": False}, 401, PRIVATE)
            # of a file nothing is kept: a form that brought one is filled in again
            handler: Handler = _stale if form.has_file else partial(late.stale, address=_address_of(request))
        else:
            handler = self._handlers[("POST" if posted else "GET", path)]
        return await run_sync(self._answered, handler, request, signed, form_token(secret, signed.account.login), form)

    async def _late(self, request: Request) -> Response:
        """A form of nobody: the page of signing in carries what was written; the rest is said to be not done."""
        if is_carriable(request):
            form = await sent_form(request)
            if form is not None and not form.has_file and (carried := pack(_address_of(request), form.fields)):
                return await self._late_page(request, carried)
        return _to_login(request, shown=("GET", request.url.path) in self._handlers)

    def _answered(self, handler: Handler, request: Request, signed: SignedIn, token: str, form: Form) -> Response:
        asked = desk_request(request, signed, token, form, self._address(request))

        def followed(asked: DeskRequest) -> Response:
            answer = handler(asked)
            # a form has been sent; what a script asks while somebody types gives no cause for a letter
            if request.method == "POST" and request.url.path not in ASKED_BY_SCRIPT:
                send_letters_soon(asked.store)
            return answer

        try:
            return _in_words(followed, asked)
        except NotPublishedError:
            # there is nothing to submit to yet, and nothing that a page of words could be made of
            return asked.to(START.removeprefix("/"))

    def _address(self, request: Request) -> str:
        """Of the page that answers, without what was said on it; a path that only takes forms has no page."""
        path = request.url.path
        said = {name: value for name, value in request.query_params.items() if name != "said"}
        if ("GET", path) not in self._handlers:
            path, said = "/upload", {}
        return f"{path}?{urlencode(said)}" if said else path


def desk_request(request: Request, signed: SignedIn, token: str, form: Form, page: str = "/upload") -> DeskRequest:
    """The request as the handlers take it; `page` is the address of the one that answers."""
    return DeskRequest(
        store=open_store(),
        account=signed.account,
        token=token,
        text=desk_text_of(request),
        today=today(),
        query=dict(request.query_params),
        given=form.fields,
        filename=form.filename,
        content=form.content,
        files=form.files,
        address=page,
        site=host_of(request),
    )


def resume(request: Request, signed: SignedIn, token: str, carried: str) -> Response:
    """The answer to somebody who has just signed in on a page that carried a form. Reads the store."""
    return late.resumed(desk_request(request, signed, token, Form({CARRIED: carried})))


def _in_words(handler: Handler, asked: DeskRequest) -> Response:
    """What the handler answers, or a page that says why it does not; NotPublishedError in an empty store."""
    try:
        return handler(asked)
    except RefusedError as error:
        return uploads.refused(asked, error)
    except ForbiddenError as error:
        return _told(asked, "forbidden", asked.text.say(f"flow.forbidden.{error.action}", **error.values), 403)
    except LookupError as error:
        if isinstance(error, KeyError | IndexError | NotPublishedError):
            # a fault of ours or an empty store, not a number that is not there
            raise
        return _told(asked, "missing", asked.text.say("submit.missing.words"), 404)


def _stale(asked: DeskRequest) -> Response:
    """A form that does not belong to the session: nothing is done."""
    return asked.to("upload", said="stale")


def _told(asked: DeskRequest, key: str, said: str, status: int) -> Response:
    """A page of one sentence, with the way back."""
    text, title = asked.text, asked.text.say(f"submit.{key}.title")
    back = el("a", text.say("submit.back"), href=asked.context.href("upload"), class_="p-link")
    parts = (el("h1", title, class_="p-h1"), el("p", said, class_="p-lede"), el("p", back))
    return asked.page(title, join(parts), status)


def _address_of(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _to_login(request: Request, *, shown: bool) -> Response:
    """To the login page and back. A form that comes too late leads to the page that it stood on, and that nothing of it
    was done is said; what was uploaded before is kept as a draft.

    shown  whether the path has a page, not only takes forms
    """
    onward = address("upload", lang=desk_text_of(request).lang)
    if shown and request.url.path != "/upload/file":
        onward = _address_of(request)
    said = "late" if request.method == "POST" else None
    login = address("login", lang=desk_text_of(request).lang, said=said)
    joint = "&" if "?" in login else "?"
    return RedirectResponse(f"{login}{joint}next={quote(onward, safe='/')}", 303, PRIVATE)


def _unread(request: Request) -> Response:
    """Of a form that cannot be read: nothing was done; its token is not known either."""
    if request.url.path in ASKED_BY_SCRIPT:
        return JSONResponse({"signed": True}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, PRIVATE)
    return RedirectResponse(address("upload", lang=desk_text_of(request).lang, said="unread"), 303, PRIVATE)
