"""A pytest plugin: no test reaches beyond this machine.

A connection to anything but the loopback addresses and Unix sockets fails the test, so the suite gives the same answer
in a train, behind a ministry's firewall and in CI.
"""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest


class OutsideConnection(OSError):
    """A test tried to talk to another machine."""


def is_on_this_machine(address: object) -> bool:
    """Whether a socket address (path, or host and port) is a Unix socket or a loopback address."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse connections of this process to other machines while the tests run."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, original: Any = original) -> Any:
            if not is_on_this_machine(address):
                raise OutsideConnection(f"A test tried to connect to {address!r}.")
            return original(self, address)

        patch.setattr(socket.socket, name, guarded)
    yield
    patch.undo()
