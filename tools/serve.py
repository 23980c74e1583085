"""Serve Kurul on this machine with gunicorn and say so when it really answers.

python -m tools.serve --port 8000           until Ctrl-C
python -m tools.serve --port 8000 --check   only see whether the port is free
"""

import argparse
import http.client
import signal
import socket
import subprocess
import sys
import threading
from types import FrameType

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until a server that does not answer counts as failed


def port_is_free(port: int) -> bool:
    """Whether nobody listens on the port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answer(port: int) -> int | None:
    """The HTTP status of the home page, or None when nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def first_answer(server: subprocess.Popen[bytes], port: int) -> int | None:
    """Ask until the server answers; None if it stopped or kept silent for PATIENCE seconds."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.2)):
        status = answer(port)
        if status is not None or server.poll() is not None:
            return status
        pause.wait(0.2)
    return None


def serve(port: int) -> int:
    """Run the server until it is stopped; the exit status."""
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "--threads", "4", "-b", f"{HOST}:{port}"]
    server = subprocess.Popen([*command, "--log-level", "warning", "kurul.config.wsgi"])

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    status = first_answer(server, port)
    if status is None or status >= 500:
        print(f"Kurul does not answer at http://{HOST}:{port} (status {status}); see above.", file=sys.stderr)
        server.terminate()
        server.wait()
        return 1
    print(f"\nKurul is ready:  http://{HOST}:{port}\nCtrl-C stops it; what you change is kept.\n", flush=True)
    server.wait()
    return 0


def main() -> int:
    """Check the port or serve; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.serve", description="Serve Kurul on this machine.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--check", action="store_true", help="only see whether the port is free")
    options = parser.parse_args()
    if not port_is_free(options.port):
        print(f"Port {options.port} is taken. Try another: KURUL_PORT={options.port + 1} make demo", file=sys.stderr)
        return 1
    return 0 if options.check else serve(options.port)


if __name__ == "__main__":
    sys.exit(main())
