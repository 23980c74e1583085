"""A pytest plugin for tests in real Chromium: a server of its own, pages in every look, what must hold on each.

    @pytest.mark.browser
    def test_the_list_is_accessible(visit: Visit) -> None:
        page = visit("/organisations/", width=390, theme="dark", language="tr")
        assert_no_axe_violations(page)
        assert_fits(page)

The server runs gunicorn on a SQLite database in a temporary folder; nothing is shared with the database of the other
tests. A test that needs records starts its own with `serve(folder, prepare=[*MADE, ...])`, or on a file that has them.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parents[4]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MADE = (["manage.py", "migrate", "--verbosity=0"], ["manage.py", "createcachetable"])  # an empty database
PATIENCE = 60.0  # seconds until a server that does not answer counts as failed
# Only violations are told: to find every place where a rule holds and to carry all of that out of the browser takes
# longer than the rules themselves.
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
AXE_COLOURS = {**AXE_RULES, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Server:
    """A running Kurul: its address and the environment in which commands reach the same database."""

    address: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run `python …` on the server's database; gives its output, raises CalledProcessError with it."""
        return _run(self.environment, arguments)


def _run(environment: dict[str, str], arguments: Sequence[str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    folder: Path, *, prepare: Sequence[Sequence[str]] = MADE, mode: str = "test", day: str | None = None
) -> Iterator[Server]:
    """Run the commands of `prepare`, which make a database in the folder, and serve it.

    `mode` is that of KURUL_MODE, `day` pins the clock (2019-01-15). The server's output goes to server.log.
    """
    environment = {key: value for key, value in os.environ.items() if key != "KURUL_PINNED_DAY"}
    environment |= {
        "KURUL_MODE": mode,
        "KURUL_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'kurul.sqlite3'}",
        **({"KURUL_PINNED_DAY": day} if day else {}),
    }
    for command in prepare:
        _run(environment, command)
    port = _free_port()
    log = folder / "server.log"
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "--threads", "4", "-b", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "kurul.config.wsgi"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(port, process, log)
            yield Server(f"http://127.0.0.1:{port}", environment)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.1)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/style-guide/form/")
            if connection.getresponse().status < 500:
                return
            break
        except OSError:
            pause.wait(0.1)
        finally:
            connection.close()
        if process.poll() is not None:
            break
    pytest.fail(f"The server does not answer:\n{log.read_text()}")


@dataclass
class Visit:
    """Opens pages; remembers what went wrong in the browser and fails the test for it at the end."""

    chromium: Browser
    server: Server
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, *, width: int = 1280, theme: Theme = "light", language: str = "en") -> BrowserContext:
        """A browser of its own: window, theme of the device, language; keeps its cookies (a signed-in person)."""
        height = 844 if width < 600 else 900
        made = self.chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale=language, reduced_motion="reduce"
        )
        made.add_cookies([{"name": "django_language", "value": language, "url": self.server.address}])
        made.on("page", self._listen)
        self.contexts.append(made)
        return made

    def __call__(self, path: str, *, width: int = 1280, theme: Theme = "light", language: str = "en") -> Page:
        """The page at the path, loaded, in a browser of its own."""
        page = self.context(width=width, theme=theme, language=language).new_page()
        page.goto(self.server.address + path, wait_until="load")
        return page

    def _listen(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", self._check_origin)

    def _note(self, message: ConsoleMessage) -> None:
        # That a page was answered with 404 or 422 is for the test to judge, not a fault of the page. What comes from no
        # address comes from axe, which tries styles that the content-security policy forbids.
        source = message.location.get("url")
        answered = "the server responded with a status of" in message.text
        if message.type in {"error", "warning"} and source and not answered:
            self.complaints.append(f"{source}: {message.text}")

    def _check_origin(self, response: Response) -> None:
        if not response.url.startswith((self.server.address, "data:", "blob:")):
            self.complaints.append(f"{response.url} is not ours.")

    def close(self) -> None:
        """Close all windows and fail for anything that the console said."""
        for context in self.contexts:
            context.close()
        assert not self.complaints, "\n".join(self.complaints)


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on an empty database."""
    with serve(tmp_path_factory.mktemp("server")) as server:
        yield server


# Playwright keeps an event loop in this thread while it runs, which the database of other tests would refuse: so it
# lives no longer than one module.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, empty_server: Server) -> Iterator[Visit]:
    """Opens pages of the server on an empty database."""
    visits = Visit(chromium, empty_server)
    yield visits
    visits.close()


def axe_violations(page: Page, rules: dict[str, Any] = AXE_RULES) -> list[str]:
    """What axe finds on the page, place by place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(rules).then(result => result.violations)", rules)
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]}\n    {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def assert_no_axe_violations(page: Page) -> None:
    """axe finds nothing on the page, by WCAG 2.2 AA and by its own best practices."""
    told = axe_violations(page)
    assert not told, f"{page.url}\n" + "\n".join(told)


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px wider than the window."
