"""Whom does the search find, and what stands in its address?"""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

ANYBODY = """{ people(filter: {npi: {isNull: false}, paperCount: {gte: 2}}, first: 1) {
  nodes { personId name npi state specialty paperCount } } }"""
HOW_MANY = """query ($text: String, $filter: PersonFilter) {
  people(text: $text, filter: $filter) { totalCount } }"""


@pytest.fixture(scope="module")
def somebody(address: str) -> Any:
    """Someone of the registry who wrote papers."""
    return ask(address, ANYBODY)["people"]["nodes"][0]


def _people(page: Page) -> Any:
    return page.get_by_role("region", name="People")


def test_a_name_finds_the_person_and_stands_in_the_address(page: Page, somebody: Any) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(somebody["name"])
    expect(_people(page).get_by_role("link", name=somebody["name"]).first).to_be_visible()
    page.wait_for_url("**/?q=*")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value(somebody["name"])
    expect(_people(page).get_by_role("link", name=somebody["name"]).first).to_be_visible()


def test_a_facet_narrows_and_going_back_takes_it_back(
    page: Page, address: str, somebody: Any
) -> None:
    last = somebody["name"].split()[-1]
    both = {"text": last, "filter": {"state": {"in": [somebody["state"]]}}}
    whole = ask(address, HOW_MANY, text=last)["people"]["totalCount"]
    some = ask(address, HOW_MANY, **both)["people"]["totalCount"]
    assert 0 < some < whole
    page.goto(f"/?q={last}")
    said = _people(page).get_by_role("status")
    expect(said).to_contain_text(f"{whole:,} people")
    page.get_by_role("checkbox", name=somebody["state"], exact=True).check()
    expect(said).to_contain_text(f"{some:,} p")
    assert json.dumps([somebody["state"]]).replace(" ", "") in _search(page, "state")
    page.go_back()
    expect(said).to_contain_text(f"{whole:,} people")


def test_a_number_finds_its_holder_and_says_where_nobody_has_it(page: Page, somebody: Any) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(somebody["npi"])
    expect(page.get_by_role("link", name=somebody["name"])).to_be_visible()
    page.get_by_role("searchbox").fill("0000000000")
    expect(page.get_by_role("heading", name="Nobody has the NPI 0000000000")).to_be_visible()


def test_an_institution_leads_to_its_people(page: Page, address: str) -> None:
    busiest = """{ people { groups(by: [INSTITUTIONS], first: 9) { count keys { value id } } } }"""
    groups = ask(address, busiest)["people"]["groups"]
    group = next(one for one in groups if one["keys"][0]["id"])
    name, id = group["keys"][0]["value"], group["keys"][0]["id"].removeprefix("Institution:")
    # Those of its parts are its people, too.
    many = ask(address, HOW_MANY, filter={"institution": id})["people"]["totalCount"]
    page.goto("/")
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("region", name="Institutions, topics").get_by_text(name).first.click()
    expect(_people(page).get_by_role("status")).to_contain_text(f"{many:,} people")
    expect(page.get_by_role("group", name="Narrowed to")).to_contain_text("institution")


def test_more_people_are_shown_when_asked_for(page: Page) -> None:
    page.goto("/?state=%5B%22TX%22%5D")
    rows = _people(page).get_by_role("listitem")
    expect(rows).to_have_count(25)
    _people(page).get_by_role("button", name="Show more").click()
    expect(rows).to_have_count(50)


@pytest.mark.parametrize(
    "typed",
    [
        "<img src=x onerror=alert(1)>",
        "'; MATCH (n) DETACH DELETE n //",
        "\u202egnp.exe",
        "zzzzqqqq",
        "x" * 200,
    ],
)
def test_whatever_is_typed_is_only_a_text(page: Page, typed: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto("/")
    page.get_by_role("searchbox").fill(typed)
    expect(page.get_by_role("heading", name="Nobody is found")).to_be_visible()


def test_what_holds_no_word_is_said_to_be_none_once(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("%%")
    expect(page.get_by_role("alert")).to_contain_text("`text` holds no word")


@pytest.mark.parametrize(
    "given",
    ["/?q=%7B%22a%22%3A1%7D", "/?state=IL", "/?state=%5B%5B%5D%5D", "/?q=%FF", "/?" + "q=1&" * 500],
    ids=["object", "no list", "lists", "no text", "many"],
)
def test_an_absurd_address_shows_a_page(page: Page, given: str) -> None:
    page.goto(given)
    expect(page.get_by_role("searchbox")).to_be_visible()


def _search(page: Page, name: str) -> str:
    return str(page.evaluate("name => new URL(location.href).searchParams.get(name)", name))
