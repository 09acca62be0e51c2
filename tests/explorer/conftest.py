"""The network explorer in a real browser, on a made-up country that a real server answers for."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from listening import listening
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from algorithms.emerging.freezing import freeze
from api.app import application
from api.schema import schema
from benchmarks.browsing import browsing
from benchmarks.bulk import load_all
from demo.country import write
from graph import embedded
from graph.publishing import last_published
from refresh import refresh
from schema.settings import Settings
from workspace import keys

CLINICIANS = 1_500
FROZEN = (2020, 2023)
# Two cores serve the database, the server and the browser.
MILLISECONDS = 20_000
expect.set_options(timeout=MILLISECONDS)


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A made-up country, loaded, resolved and published, with a frozen list that was judged and one
    that is not yet."""
    folder = tmp_path_factory.mktemp("country")
    settings = Settings(home=folder / "home", neo4j_uri=None)
    write(folder / "files", clinicians=CLINICIANS)
    load_all(folder / "files", settings.home)
    try:
        refresh(settings)
        for year in FROZEN:
            freeze(settings.home, last_published(settings.home), year, datetime.now(UTC))
        refresh(settings)  # judges them
        yield settings
    finally:
        embedded.down(settings)


@pytest.fixture(scope="session")
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the page is served: where `PEERLINE_PAGE` says, else by a server of the tests' own."""
    given = os.environ.get("PEERLINE_PAGE")
    if given:
        yield given
        return
    settings: Settings = request.getfixturevalue("country")
    with listening(application(settings, schema)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with browsing() as browser:
        yield browser


class Watched:
    """A page, and what the browser complained of; `allowed` are texts of complaints that a test
    provokes."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.allowed: tuple[str, ...] = ()
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    @property
    def unexpected(self) -> list[str]:
        """The complaints that no test provoked."""
        return [one for one in self.complaints if not any(part in one for part in self.allowed)]


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A new window; the test fails where the browser complains of anything."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(MILLISECONDS)
    watched = Watched(context)
    yield watched
    context.close()
    assert watched.unexpected == []


@pytest.fixture
def page(watched: Watched) -> Page:
    """The page of a new window."""
    return watched.page


@pytest.fixture(scope="session")
def guarded(country: Settings) -> Iterator[tuple[str, Settings]]:
    """The country, served to those who sign in alone."""
    settings = country.model_copy(update={"sign_in": "required"})
    with listening(application(settings, schema)) as address:
        yield address, settings


As = Callable[..., tuple[Watched, dict[str, str]]]


@pytest.fixture
def seen_as(browser: Browser, guarded: tuple[str, Settings]) -> Iterator[As]:
    """A window of somebody in a role who is signed in; the test fails on any complaint."""
    address, settings = guarded
    windows: list[Watched] = []

    def open_(role: str, *territory: str) -> tuple[Watched, dict[str, str]]:
        key = keys.create(settings, f"u-{role}", role, territory)[0]
        context = browser.new_context(base_url=address)
        context.add_init_script(f"sessionStorage.setItem('peerline.key', '{key}')")
        windows.append(Watched(context))
        return windows[-1], {"authorization": f"Bearer {key}"}

    yield open_
    for window in windows:
        window.page.context.close()
        assert window.unexpected == []
