"""The guard at a real server: uploads, sockets, hosts, sizes (taking a session over: tests/trust/test_entry.py)."""

import socket as plain
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from kpi.web.dashboard import websocket_filter
from kpi.web.protection.guard import ABSENT, LARGEST_FORM, LARGEST_LOGIN, LARGEST_UPLOAD
from tests.web.conftest import Served, run_once, xsrf

UPLOAD = "/dashboard/_stcore/upload_file/{session}/file"


def test_the_fields_of_streamlits_message_are_the_ones_we_know() -> None:
    names = {field.name for field in BackMsg.DESCRIPTOR.fields if field.number in websocket_filter.ALLOWED}
    assert names == {
        "stop_script",
        "rerun_script",
        "file_urls_request",
        "app_heartbeat",
        "backend_operation_request",
    }
    refused = {field.name for field in BackMsg.DESCRIPTOR.fields} - names
    assert {"clear_cache", "load_git_info", "set_run_on_save"} <= refused


@pytest.mark.parametrize("data", [b"\xff", b"\x5a\x05ab", b"\x5b", b"\x80" * 11, b"\x5f"])
def test_what_is_no_message_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"message|number"):
        websocket_filter.allowed(data)


def test_clearing_everybodys_cache_changes_nothing(served: Served) -> None:
    with served.socket() as socket:
        run_once(socket)
        for name in ("clear_cache", "load_git_info", "set_run_on_save"):
            message = BackMsg()
            setattr(message, name, True)
            socket.send(message.SerializeToString())
        run_once(socket)


@pytest.mark.parametrize(
    ("message", "code"), [(b"\xff\xff", 1002), ("text", 1003), (b"\x5a\x80\x80\x48" + bytes(1 << 20), 1009)]
)
def test_what_is_no_message_ends_the_connection(served: Served, message: bytes | str, code: int) -> None:
    with served.socket() as socket:
        socket.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                socket.recv(timeout=30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    log = served.log.read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert '"error"' not in log


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "http://localhost.evil.example"])
def test_another_sites_page_opens_no_socket(served: Served, origin: str | None) -> None:
    address = served.address.replace("http", "ws") + "/dashboard/_stcore/stream"
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin=Origin(origin) if origin else None, proxy=None)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_only_who_is_signed_in_leaves_files(served: Served, method: str) -> None:
    path = UPLOAD.format(session="a")
    for cookie in ("", "postup=forged", "postup="):
        assert served.client().request(method, path, headers={"Cookie": cookie}, content=b"x").status_code == 403
    # behind the guard it is Streamlit that refuses: its own token is missing, or it has no such route
    assert served.enter("head").request(method, path, content=b"x").status_code in {400, 403, 405}


def test_a_file_is_taken_from_who_is_signed_in(served: Served) -> None:
    client = served.enter("head")
    with served.socket(client) as socket:
        session = run_once(socket)
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.file_names.append("a.xlsx")
        asked.file_urls_request.session_id = session
        socket.send(asked.SerializeToString())
        token = xsrf(client)
        headers = {"X-Xsrftoken": token}
        path, files = UPLOAD.format(session=session), {"file": ("a.xlsx", b"PK" + bytes(1000))}
        assert client.put(path, files=files, headers=headers).status_code == 204
        large = {"file": ("a.xlsx", bytes(11 << 20))}
        assert client.put(path, files=large, headers=headers).status_code == 413
        stranger = served.client()
        stranger.cookies.set("_streamlit_xsrf", token)
        assert stranger.put(path, files=files, headers=headers).status_code == 403


@pytest.mark.parametrize("path", [*ABSENT, "/dashboard/_stcore/agent/mcp", "/dashboard/auth/login"])
def test_streamlits_other_routes_are_not_there(served: Served, path: str) -> None:
    assert served.client().get(path).status_code == 404
    assert served.enter("administrator").get(path).status_code == 404


@pytest.mark.parametrize(("path", "largest"), [("/logout", LARGEST_FORM), ("/login", LARGEST_LOGIN)])
def test_a_long_form_is_refused_before_it_is_read(served: Served, path: str, largest: int) -> None:
    assert served.client().post(path, content=bytes(largest + 1)).status_code == 413
    chunks = (bytes(1 << 14) for _ in range((largest >> 14) + 1))
    assert served.client().post(path, content=chunks).status_code == 413


@pytest.mark.parametrize("host", ["evil.example/x", "a b", "", "user@host", "[::1", "x" * 300])
def test_a_host_that_is_none_is_refused(served: Served, host: str) -> None:
    parts = urlsplit(served.address)
    with plain.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = connection.recv(200)
    assert b" 400 " in answer.split(b"\r\n", 1)[0]


def test_a_workbook_that_is_too_large_is_a_page_with_a_sentence(served: Served) -> None:
    client = served.enter("head")
    start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    untold = (start, *(bytes(1 << 20) for _ in range(14)))
    for content in (bytes(LARGEST_UPLOAD + 1), iter(untold)):
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = client.post("/upload", content=content, headers=headers)
        assert answer.status_code == 413
        assert "Книга більша за 10 МБ" in answer.text
        assert answer.headers["cache-control"] == "no-store"
    assert "larger than 10 MB" in client.post("/upload?lang=en", content=bytes(LARGEST_UPLOAD + 1)).text
    nobody = served.client().post("/upload", content=bytes(LARGEST_UPLOAD + 1))
    assert (nobody.status_code, nobody.text) == (413, ""), "nothing is read of whom nobody knows"
