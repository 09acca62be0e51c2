"""What does the page show to whom? On a server that wants to know who asks."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from conftest import Watched
from listening import listening
from playwright.sync_api import Browser, Page, expect

from api.app import application
from api.schema import schema
from schema.settings import Settings
from workspace import keys

PAID = """query($not: [String!]) { people(filter: {payments: {count: {gt: 0}},
  papers: {count: {gt: 0}}, state: {isNull: false}, not: {state: {in: $not}}}, first: 1) {
  nodes { personId name state } } }"""


@pytest.fixture(scope="module")
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
