"""Connections that give or take nothing are cut off by the server's own protocol (decision 0066).

uvicorn waits for ever for the rest of a request's head, takes a head of any length, and keeps what a reader does not
fetch. A proxy in front has limits of its own; these hold without one.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: seconds for the head of a request, bytes of it
HEAD_SECONDS, LONGEST_HEAD = 10.0, 64 << 10
#: seconds after which a reader must have fetched some of what waits for him, and how many bytes of it
READING_SECONDS, LEAST_READ = 20.0, 16 << 10
#: connections in all, and of one address that is not the proxy's
MOST_CONNECTIONS, MOST_OF_ADDRESS = 800, 200


class SocketOnDemand(asyncio.Protocol):
    """The server's usual protocol of sockets, imported when somebody first opens one (decision 0074)."""

    def __new__(cls, **given: object) -> asyncio.Protocol:  # type: ignore[misc]
        # 2 MiB that a site does not hold before the dashboard is opened
        from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol

        assert AutoWebSocketsProtocol is not None, "websockets is installed with Streamlit"  # noqa: S101
        return AutoWebSocketsProtocol(**given)


class BoundedConnection(HttpToolsProtocol):
    """A connection with an end to every wait."""

    _head_timer: asyncio.TimerHandle | None = None
    _reading_timer: asyncio.TimerHandle | None = None
    _head = 0
    _is_socket = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS or self._crowds():
            transport.abort()
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_head()
        self._stop_reading()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_socket or self.transport.is_closing():
            return
        if not self._waits_for_head():
            self._head = 0
            self._stop_head()
            return
        self._head += len(data)
        if self._head > LONGEST_HEAD:
            self.transport.abort()
        elif self._head_timer is None:
            self._await_head()

    def handle_websocket_upgrade(self) -> None:
        self._is_socket = True
        self._stop_head()
        super().handle_websocket_upgrade()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._reading_timer is None:
            self._await_reader()

    def resume_writing(self) -> None:
        self._stop_reading()
        super().resume_writing()

    def _crowds(self) -> bool:
        """Whether one address has too many connections; everybody comes by a proxy's address where there is one."""
        peer = self.client[0] if self.client else ""
        trusted = str(self.config.forwarded_allow_ips).split(",")
        if not peer or peer in trusted or "*" in trusted:
            return False
        known = [getattr(one, "client", None) or ("", 0) for one in self.connections]
        return [host for host, _ in known].count(peer) > MOST_OF_ADDRESS

    def _waits_for_head(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _await_reader(self) -> None:
        waiting = self.transport.get_write_buffer_size()

        def look() -> None:
            if waiting - self.transport.get_write_buffer_size() < LEAST_READ:
                self.transport.abort()
            else:
                self._await_reader()

        self._reading_timer = self.loop.call_later(READING_SECONDS, look)

    def _stop_head(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
        self._head_timer = None

    def _stop_reading(self) -> None:
        if self._reading_timer is not None:
            self._reading_timer.cancel()
        self._reading_timer = None
