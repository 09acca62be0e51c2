"""A server that lets wait: the page says so, and waiting can be ended."""

from contextlib import suppress

import pytest
from conftest import Watched
from playwright.sync_api import Error, Locator, Page, Route, expect


class Held:
    """A server that holds back what it is asked, until it is let go."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route("**/graphql", self.hold)

    def hold(self, route: Route) -> None:
        """Keep a question from the server."""
        self.routes.append(route)

    def let_go(self) -> None:
        """Answer what is held back, and all that comes."""
        self.page.unroute("**/graphql")
        for route in self.routes:
            # Nobody is left to take the answer of a question that was ended.
            with suppress(Error):
                route.continue_()


@pytest.fixture
def slow(watched: Watched) -> Page:
    """A page with a clock that a test moves."""
    watched.page.clock.install()
    watched.page.goto("/")
    expect(watched.page.get_by_role("searchbox")).to_be_visible()
    return watched.page


def _paused(page: Page) -> Held:
    """From now on the clock stands, and nothing is answered."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1_000 + 5)
    return Held(page)


def _told(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="Still asking")


def _asked(page: Page) -> Held:
    """A view is opened, and what it asks is held back."""
    held = _paused(page)
    page.get_by_role("link", name="Sources").click()
    expect(page.get_by_role("heading", level=1, name="Sources")).to_be_visible()
    expect(page.get_by_label("Loading", exact=True).first).to_be_visible()
    return held


def test_a_wait_of_some_seconds_is_said_and_goes_when_the_answer_comes(slow: Page) -> None:
    held = _asked(slow)
    slow.clock.run_for(3_000)
    expect(slow.get_by_label("Loading", exact=True).first).to_be_visible()
    expect(_told(slow)).to_have_count(0)
    slow.clock.run_for(9_000)
    expect(_told(slow)).to_contain_text("Still asking… 12 s")
    slow.clock.run_for(8_000)
    expect(_told(slow)).to_contain_text("20 s")
    held.let_go()
    expect(slow.get_by_role("table", name="Sources")).to_be_visible()
    expect(_told(slow)).to_have_count(0)


def test_who_stops_waiting_may_ask_again(slow: Page) -> None:
    held = _asked(slow)
    slow.clock.run_for(5_000)
    slow.get_by_role("button", name="Stop waiting").click()
    alert = slow.get_by_role("alert").first
    expect(alert).to_contain_text("You stopped waiting")
    expect(_told(slow)).to_have_count(0)
    held.let_go()
    alert.get_by_role("button", name="Ask again").click()
    expect(slow.get_by_role("table", name="Sources")).to_be_visible()
    expect(slow.get_by_role("alert")).to_have_count(0)


def test_after_a_minute_nothing_is_awaited_any_more(slow: Page) -> None:
    held = _asked(slow)
    slow.clock.run_for(59_000)
    expect(_told(slow)).to_contain_text("59 s")
    slow.clock.run_for(2_000)
    alert = slow.get_by_role("alert").first
    expect(alert).to_contain_text("The answer took too long")
    held.let_go()
    alert.get_by_role("button", name="Ask again").click()
    expect(slow.get_by_role("table", name="Sources")).to_be_visible()


def test_an_answer_that_comes_late_is_not_shown_for_another_question(slow: Page) -> None:
    slow.get_by_role("link", name="People in order").click()
    rows = slow.get_by_role("table").get_by_role("row")
    expect(rows.nth(5)).to_be_visible()
    late: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append(route)

    slow.route("**/graphql", hold_the_first)
    field = slow.get_by_label("Papers, at least")
    with slow.expect_request("**/graphql"):
        field.fill("1")
    # Nobody has so many.
    field.fill("9999")
    nobody = slow.get_by_text("Nobody is on this list")
    expect(nobody).to_be_visible()
    with suppress(Error):
        late[0].continue_()
    slow.clock.run_for(2_000)
    expect(nobody).to_be_visible()
    expect(rows).to_have_count(0)


def test_rows_that_were_read_stay_where_further_ones_are_not_awaited(slow: Page) -> None:
    slow.get_by_role("searchbox").fill("a")
    more = slow.get_by_role("button", name="Show more")
    expect(more).to_be_visible()
    found = slow.get_by_role("region", name="People")
    people = found.get_by_role("listitem")
    many = people.count()
    held = _paused(slow)
    more.click()
    slow.clock.run_for(5_000)
    slow.get_by_role("button", name="Stop waiting").click()
    expect(found.get_by_role("alert")).to_contain_text("You stopped waiting")
    expect(people).to_have_count(many)
    held.let_go()
    found.get_by_role("alert").get_by_role("button", name="Ask again").click()
    expect(people.nth(many)).to_be_visible()
    expect(people.nth(2 * many)).to_have_count(0)


def test_the_drawing_of_a_network_can_be_stopped_and_asked_anew(slow: Page) -> None:
    slow.get_by_role("searchbox").fill("a")
    first = slow.get_by_role("region", name="People").get_by_role("link").first
    expect(first).to_be_visible()
    first.click()
    expect(slow.get_by_role("link", name="Network").nth(1)).to_be_visible()
    held = _paused(slow)
    slow.get_by_role("link", name="Network").nth(1).click()
    expect(slow.get_by_text("Asking who is tied to whom")).to_be_visible()
    slow.clock.run_for(5_000)
    expect(_told(slow)).to_be_visible()
    slow.get_by_role("button", name="Stop waiting").click()
    expect(slow.get_by_role("alert").first).to_contain_text("You stopped waiting")
    held.let_go()
    slow.clock.resume()
    slow.get_by_role("alert").first.get_by_role("button", name="Ask again").click()
    expect(slow.get_by_test_id("drawn")).to_contain_text("in the drawing")
