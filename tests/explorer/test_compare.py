"""Persons side by side: whom does the address name, and what is said of each?"""

import json
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

TIED = """{ people(filter: {ties: {count: {gt: 3}}}, first: 1) { nodes { personId name paperCount
  ties(first: 2) { nodes { personId name } } } } }"""


@pytest.fixture(scope="module")
def tied(address: str) -> dict[str, Any]:
    """Someone with ties, and two of those whom they lead to."""
    answer = ask(address, TIED)
    found: dict[str, Any] = answer["people"]["nodes"][0]
    return found


def _compare(page: Page, *ids: str) -> None:
    page.goto(f"/explore/compare?ids={quote(json.dumps(ids))}")


def test_persons_stand_side_by_side_with_the_strength_of_their_ties(
    page: Page, tied: dict[str, Any]
) -> None:
    other = tied["ties"]["nodes"][0]
    _compare(page, tied["personId"], other["personId"])
    table = page.get_by_role("table", name="Persons side by side")
    expect(table.get_by_role("columnheader").nth(1)).to_contain_text(tied["name"])
    papers = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Papers"))
    expect(papers.get_by_role("cell").first).to_have_text(f"{tied['paperCount']:,}")
    expect(table.get_by_role("meter", name=f"tie with {other['name']}")).to_be_visible()
    table.get_by_role("button", name=f"Without {other['name']}").first.click()
    expect(table.get_by_role("columnheader")).to_have_count(2)
    page.go_back()
    expect(table.get_by_role("columnheader")).to_have_count(3)


def test_a_person_is_added_by_the_keyboard_alone(page: Page, tied: dict[str, Any]) -> None:
    page.goto("/explore/compare")
    expect(page.get_by_role("heading", name="Nobody is chosen yet")).to_be_visible()
    page.get_by_role("textbox", name="Person").focus()
    page.keyboard.type(tied["name"])
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Persons side by side")
    expect(table.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("textbox", name="Add a person")).to_have_value("")


def test_ids_that_nobody_has_are_said(page: Page) -> None:
    _compare(page, "Pnobody", "Pnone")
    expect(page.get_by_role("heading", name="Nobody has these ids")).to_be_visible()
