"""From a rule that is tried to the alert in the week, by the files of a week and a real refresh."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from homes import copied
from listening import listening
from playwright.sync_api import Browser, expect

from api.app import application
from api.schema import schema
from benchmarks.views import ask
from benchmarks.year import LAST, performing
from demo.weeks import Weeks
from graph import connection, embedded
from loaders.reading.loading import load
from loaders.reading.source import sources
from refresh import refresh
from schema.settings import Settings

RULE = "{paperCount: {gte: 2}}"
MANY = f"{{ segmentDryRun(rule: {RULE}) {{ persons }} }}"


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, small_country: Path, loaded_home: Path
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Where a country of its own is served, and how a week comes to it."""
    folder = tmp_path_factory.mktemp("weekly")
    settings = Settings(home=folder / "home", neo4j_uri=None)
    copied(loaded_home, settings.home)

    def come() -> None:
        files, _ = weeks.write(1, folder / "week")
        load(settings.home, sources()["pubmed"], [files["pubmed"]], 1)
        refresh(settings, as_of=weeks.day(1))

    try:
        refresh(settings, as_of=LAST)
        with connection.driver(settings) as driver:
            weeks = Weeks(small_country, LAST, [one for _, one in performing(driver)])
        with listening(application(settings, schema)) as address:
            yield address, come
    finally:
        embedded.down(settings)


def test_a_rule_is_tried_and_watched_and_a_refresh_brings_its_alert_into_the_week(
    browser: Browser, served: tuple[str, Callable[[], None]]
) -> None:
    address, come = served
    page = browser.new_page(base_url=address)
    page.goto("/explore/segments")
    page.get_by_role("button", name="Try a rule").click()
    page.get_by_label("The rule").fill(RULE)
    persons = ask(address, MANY)["segmentDryRun"]["persons"]
    expect(page.get_by_role("status").filter(has_text=f"{persons:,} in")).to_be_visible()
    page.get_by_label("Keep it as").fill("Those who publish")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("button", name="Watch").click()
    expect(page.get_by_text("Watched: you are told")).to_be_visible()
    page.goto("/explore/week")
    new = page.get_by_role("region", name="New", exact=True)
    expect(new.get_by_text("Nothing new")).to_be_visible()
    # The browser's own loop runs in this thread.
    with ThreadPoolExecutor() as other:
        other.submit(come).result()
    page.reload()
    told = new.get_by_role("listitem").filter(has_text="new paper").first
    expect(told).to_contain_text("Those who publish")
    told.get_by_text("record").last.click()
    expect(told).to_contain_text("pubmed 950001")
    told.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.close()
