"""Whether the data are loaded: the port answers first, the loading goes on in a thread, pages wait politely."""

import gc
import logging
import threading
import time
from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from kpi import __version__

#: where a probe asks whether the site is well, and whether it can answer now
HEALTH, READY = "/healthz", "/readyz"
#: what is said of a store that takes what is written, and of one that has not been asked yet
STORE_OK, STORE_UNKNOWN = "ok", "unknown"
#: seconds after which data that could not be loaded are asked for again
_RETRY = 5.0
log = logging.getLogger(__name__)


def _not_yet() -> str:
    return STORE_UNKNOWN


class Readiness:
    """Runs the loading once in a thread of its own. `ready` and `failed` tell how far it is.

    store  asked by every probe for the store's health, at once; set by the application when it is there
    """

    def __init__(self) -> None:
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self._announced = False
        self.failed = False
        self.store: Callable[[], str] = _not_yet

    @property
    def loading(self) -> bool:
        """Whether a loading was announced or started, and has not ended."""
        return (self._announced or self._thread is not None) and not self._done.is_set()

    @property
    def ready(self) -> bool:
        return self._done.is_set() and not self.failed

    def announce(self, *, expected: bool) -> None:
        """Say that a loading is about to begin, or that none will be: who asks in between hears what he hears later."""
        self._announced = expected

    def start(self, load: Callable[[], None]) -> None:
        """Begin the loading; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(load,), name="postup-loading", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """True once the loading has ended, well or badly; True at once where none was announced or started."""
        return not self.loading or self._done.wait(seconds)

    def _run(self, load: Callable[[], None]) -> None:
        """Load; pages and /healthz say "failed" where that cannot be. A store that does not answer is asked again.

        Another error ends this thread and is logged by Python's own hook.
        """
        self.failed = True
        while self.failed:
            try:
                load()
                self.failed = False
            except OSError as error:
                # of a store (`kpi.store.StoreError`), which may be back in a moment
                log.error("the data cannot be loaded", exc_info=error)
            finally:
                self._done.set()
            if self.failed:
                time.sleep(_RETRY)
        # what is loaded stays: later collections need not look at it again
        gc.collect()
        gc.freeze()

    async def answer(self, _request: Request) -> JSONResponse:
        """GET /healthz: 503 and «trouble» where data could not be loaded or the store takes no writing."""
        return self._told(self.store())

    async def answer_alone(self, _request: Request) -> JSONResponse:
        """The same of the process alone, where it serves several communities: each tells of its own store."""
        return self._told(STORE_UNKNOWN)

    async def answer_ready(self, _request: Request) -> JSONResponse:
        """GET /readyz: 200 once pages are answered; 503 while the data load, and where they could not be."""
        return JSONResponse(
            {"ready": self.ready},
            HTTPStatus.OK if self.ready else HTTPStatus.SERVICE_UNAVAILABLE,
            {"Cache-Control": "no-store"},
        )

    def _told(self, store: str) -> JSONResponse:
        state = "ready" if self.ready else "failed" if self._done.is_set() else "loading"
        well = state != "failed" and store in (STORE_OK, STORE_UNKNOWN)
        return JSONResponse(
            {"status": "ok" if well else "trouble", "data": state, "store": store, "version": __version__},
            HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE,
            {"Cache-Control": "no-store"},
        )

    def routes(self) -> list[Route]:
        return [Route(HEALTH, self.answer, methods=["GET", "HEAD"]), self.ready_route()]

    def ready_route(self) -> Route:
        """Of the process: the same whichever community is asked."""
        return Route(READY, self.answer_ready, methods=["GET", "HEAD"])


#: of this process
readiness = Readiness()
