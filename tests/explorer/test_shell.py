"""What stands around every view: the way to the others, the palette, and what goes wrong."""

import pytest
from conftest import Watched
from playwright.sync_api import Page, Route, expect

# By what stands in the menu: the address, and the heading.
VIEWS = {
    "Find": ("/", "Find"),
    "People in order": ("/explore/lists", "Influencers"),
    "Segments and tiers": ("/explore/segments", "Segments and tiers"),
    "My week": ("/explore/week", "My week"),
    "Team": ("/explore/team", "Team"),
    "Sources": ("/explore/sources", "Sources"),
}


@pytest.mark.parametrize("title", VIEWS)
def test_every_view_of_the_menu_opens_by_a_click_and_by_its_address(page: Page, title: str) -> None:
    path, said = VIEWS[title]
    page.goto("/")
    way = page.get_by_role("navigation", name="Views").get_by_role("link", name=title)
    way.click()
    page.wait_for_url(f"**{path}")
    heading = page.get_by_role("heading", level=1, name=said)
    expect(heading).to_be_visible()
    page.reload()
    expect(heading).to_be_visible()
    expect(way).to_have_attribute("aria-current", "page")


def test_the_palette_goes_to_a_view_and_to_a_person_by_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_label("A person, or where to go")
    expect(field).to_be_focused()
    field.press_sequentially("sources")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/sources")
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    field.press_sequentially("Smith")
    found = page.get_by_role("dialog").get_by_role("button").filter(has_text="Smith")
    expect(found.filter(has_not_text="Keep this view").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/person?id=*")


def test_a_view_is_kept_by_a_name_and_found_again(page: Page) -> None:
    page.goto("/explore/lists?list=emerging&papers=3")
    expect(page.get_by_role("heading", level=1, name="Emerging")).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_label("A person, or where to go")
    expect(field).to_be_focused()
    field.press_sequentially("Rising writers")
    page.get_by_role("button", name="Keep this view as “Rising writers”").click()
    page.goto("/")
    page.get_by_role("group", name="Kept views").get_by_role("link", name="Rising writers").click()
    page.wait_for_url("**list=emerging*")
    expect(page.get_by_label("Papers, at least")).to_have_value("3")
    page.goto("/")
    page.get_by_role("button", name="Forget Rising writers").click()
    expect(page.get_by_role("group", name="Kept views")).to_have_count(0)


def test_an_unknown_address_leads_back(page: Page) -> None:
    page.goto("/explore/nothing/here")
    expect(page.get_by_role("heading", name="There is no such view")).to_be_visible()
    page.get_by_role("link", name="Find a person").click()
    expect(page.get_by_role("searchbox")).to_be_visible()


def _refusing(status: int, code: str, message: str, **headers: str) -> object:
    def answer(route: Route) -> None:
        body = {"data": None, "errors": [{"message": message, "extensions": {"code": code}}]}
        route.fulfill(status=status, json=body, headers={"x-request-id": "r-123", **headers})

    return answer


@pytest.mark.parametrize(
    ("status", "code", "title", "message"),
    [
        (500, "INTERNAL", "The server failed", "Something went wrong on our side."),
        (429, "RATE_LIMITED", "Too many questions at once", "points are left"),
        (403, "FORBIDDEN", "Not for your role", "`sources` is not for a viewer"),
        (504, "TIMEOUT", "The answer took too long", "ask for less"),
    ],
)
def test_what_goes_wrong_is_said_with_the_request_and_asked_again(
    watched: Watched, status: int, code: str, title: str, message: str
) -> None:
    watched.allowed = (f"status of {status}",)
    page = watched.page
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.route("**/graphql", _refusing(status, code, message))
    page.get_by_role("link", name="Sources").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(title)
    expect(alert).to_contain_text(message)
    expect(alert).to_contain_text("r-123")
    page.unroute("**/graphql")
    if code != "FORBIDDEN":
        alert.get_by_role("button", name="Ask again").click()
        expect(page.get_by_role("table", name="Sources")).to_be_visible()


def test_who_asks_too_much_waits_until_it_may_be_asked_again(watched: Watched) -> None:
    watched.allowed = ("status of 429",)
    page = watched.page
    page.clock.install()
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    later = {"retry-after": "30"}
    page.route("**/graphql", _refusing(429, "RATE_LIMITED", "none are left", **later))
    page.get_by_role("link", name="Sources").click()
    again = page.get_by_role("button", name="Ask again")
    expect(again).to_be_disabled()
    expect(again).to_contain_text("30 seconds")
    page.clock.run_for(31_000)
    expect(again).to_be_enabled()


def test_a_server_that_is_gone_is_said_and_not_shown_as_empty(watched: Watched) -> None:
    watched.allowed = ("net::ERR",)
    page = watched.page
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    page.get_by_role("link", name="Sources").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    page.unroute("**/graphql")
    page.get_by_role("button", name="Ask again").click()
    expect(page.get_by_role("table", name="Sources")).to_be_visible()


def test_the_page_stands_at_the_width_of_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Sources").click()
    expect(page.get_by_role("table", name="Sources")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_light_and_dark_are_chosen_and_kept(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Show in dark colours").click()
    page.reload()
    expect(page.get_by_role("button", name="Show in light colours")).to_be_visible()
