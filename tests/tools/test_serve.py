"""The demonstration says that it is ready only when it answers."""

import http.server
import socket
import subprocess
import sys
import threading

from tools import serve


class Gone(http.server.BaseHTTPRequestHandler):
    """Answers every question with 410."""

    def do_GET(self) -> None:
        self.send_error(410)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is given by the base class
        """Stay silent."""


def test_port_that_somebody_listens_on_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert not serve.port_is_free(port)
    assert serve.port_is_free(port)


def test_answer_is_the_status_of_the_home_page():
    with http.server.HTTPServer(("127.0.0.1", 0), Gone) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert serve.answer(server.server_port) == 410
    assert serve.answer(server.server_port) is None


def test_server_that_stops_at_once_is_not_waited_for():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server = subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])
        server.wait()
        assert serve.first_answer(server, unused.getsockname()[1]) is None
