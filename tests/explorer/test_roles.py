"""What does the page show to whom? On a server that wants to know who asks."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from conftest import As
from playwright.sync_api import Browser, Page, expect

from schema.settings import Settings
from workspace import keys

PAID = """query($not: [String!]) { people(filter: {payments: {count: {gt: 0}},
  papers: {count: {gt: 0}}, state: {isNull: false}, not: {state: {in: $not}}}, first: 1) {
  nodes { personId name state } } }"""


@pytest.fixture
def paid(guarded: tuple[str, Settings]) -> Callable[..., dict[str, str]]:
    """Someone of whom payments and papers are known, of none of the states that are named."""
    address, settings = guarded
    key = keys.create(settings, "u-analyst", "analyst")[0]

    def ask(*without: str) -> dict[str, Any]:
        body = {"query": PAID, "variables": {"not": without}}
        headers = {"authorization": f"Bearer {key}"}
        answer = httpx.post(f"{address}/graphql", json=body, headers=headers, timeout=60).json()
        found: dict[str, Any] = answer["data"]["people"]["nodes"][0]
        return found

    return ask


def test_who_is_to_sign_in_gives_a_key_that_is_kept_for_the_window_alone(
    browser: Browser, guarded: tuple[str, Settings]
) -> None:
    address, settings = guarded
    key = keys.create(settings, "u-form", "analyst")[0]
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/explore/sources")
    expect(page.get_by_role("heading", name="Sign in to Peerline")).to_be_visible()
    page.get_by_label("Key or token").fill("not-a-key")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This key or token is not known")).to_be_visible()
    page.get_by_label("Key or token").fill(key)
    page.get_by_role("button", name="Sign in").click()
    # Whoever signs in stands where the address says.
    expect(page.get_by_role("table", name="Sources")).to_be_visible()
    assert (
        page.evaluate("localStorage.length + document.cookie.length + location.search.length") == 0
    )
    page.get_by_role("button", name="Signed in as analyst").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to Peerline")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (
            "viewer",
            ["Find", "People in order", "Sources"],
            ["Who connects me", "Team", "Screening"],
        ),
        ("liaison", ["Who connects me", "My week", "Screening"], []),
        ("analyst", ["Who connects me", "Segments and tiers", "Lifecycle of a product"], []),
        ("auditor", ["Find", "Sources"], ["Who connects me", "My week", "Network"]),
    ],
)
def test_the_menu_holds_what_the_role_may_ask(
    seen_as: As, role: str, shown: list[str], hidden: list[str]
) -> None:
    watched, _ = seen_as(role, *(("TX",) if role == "liaison" else ()))
    watched.page.goto("/")
    menu = watched.page.get_by_role("navigation", name="Views")
    expect(menu.get_by_role("link", name="Find")).to_be_visible()
    named = menu.get_by_role("link").all_inner_texts()
    assert set(shown) <= set(named) and not set(hidden) & set(named)


def _titles(page: Page) -> list[str]:
    ways = page.get_by_role("navigation", name="Sections").get_by_role("link")
    expect(ways.first).to_be_visible()
    return ways.all_inner_texts()


def test_a_viewer_reads_what_is_printed_and_is_told_what_is_not_for_the_role(
    seen_as: As, paid: Callable[..., dict[str, str]]
) -> None:
    watched, _ = seen_as("viewer")
    page, person = watched.page, paid()
    page.goto(f"/explore/person?id={person['personId']}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(person["name"])
    expect(page.get_by_role("note")).to_contain_text("not for your role")
    assert {"Payments", "Ties", "Influence", "Screening"}.isdisjoint(_titles(page))
    papers = page.get_by_role("region", name="Papers", exact=True)
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Papers").click()
    expect(papers.get_by_role("listitem").first).to_be_visible()
    expect(papers.get_by_role("button", name="Why this person")).to_have_count(0)
    expect(page.get_by_role("button", name="Judge")).to_have_count(0)
    expect(page.get_by_text("Received")).to_have_count(0)


def test_a_liaison_reads_everything_within_the_territory_and_less_beyond(
    seen_as: As, paid: Callable[..., dict[str, str]]
) -> None:
    inside = paid()
    outside = paid(inside["state"])
    page = seen_as("liaison", inside["state"])[0].page
    page.goto(f"/explore/person?id={inside['personId']}&part=payments")
    payments = page.get_by_role("region", name="Payments", exact=True)
    expect(payments.get_by_role("listitem").first).to_contain_text("$")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Ties").click()
    ties = page.get_by_role("region", name="Ties", exact=True)
    expect(ties).to_contain_text(re.compile("tie|No record"))
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto(f"/explore/person?id={outside['personId']}")
    expect(page.get_by_role("note")).to_contain_text(f"outside your territory ({inside['state']})")
    assert "Payments" not in _titles(page)


def test_an_analyst_reads_reasons_but_judges_nobody(
    seen_as: As, paid: Callable[..., dict[str, str]]
) -> None:
    page, person = seen_as("analyst")[0].page, paid()
    page.goto(f"/explore/person?id={person['personId']}&part=papers")
    line = page.get_by_role("region", name="Papers", exact=True).get_by_role("listitem").first
    line.get_by_role("button", name="Why this person").click()
    expect(line).to_contain_text("believed to be this person with")
    expect(line.get_by_role("button", name="Not this person")).to_have_count(0)
    page.goto(f"/explore/compare?ids=%5B%22{person['personId']}%22%5D")
    expect(page.get_by_role("rowheader", name="Received from companies")).to_be_visible()
