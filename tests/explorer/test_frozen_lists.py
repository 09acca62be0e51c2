"""Frozen lists on the page: how right they were, who is on them, and what is not whole."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import As
from playwright.sync_api import Page, expect

from benchmarks.views import ask

LISTS = """{ frozenLists { id asOf sha256 persons isWhole unjudged
  judgement { base candidates parts { first rose unknown precision } } } }"""
PERSONS = """query ($list: ID!) { frozenPersons(list: $list, first: 5) {
  edges { place rose node { personId name } } } }"""
HUNDRED = 100


@pytest.fixture(scope="module")
def lists(address: str) -> list[dict[str, Any]]:
    """Every frozen list, as the API tells of it."""
    found: list[dict[str, Any]] = ask(address, LISTS)["frozenLists"]
    return found


@pytest.fixture(scope="module")
def judged(lists: list[dict[str, Any]]) -> dict[str, Any]:
    """A list that was judged."""
    return next(one for one in lists if one["judgement"])


def _said(judged: dict[str, Any]) -> str:
    """How right a list was, by its first hundred, of whom it is known of all."""
    parts, base = judged["judgement"]["parts"], judged["judgement"]["base"]
    [part] = [part for part in parts if part["first"] == HUNDRED]
    known = HUNDRED - part["unknown"]
    by_chance = f"{round(base * known, 1):g}"
    said = f"{part['rose']} of the first {HUNDRED} rose; by chance {by_chance}"
    return said + (f"; of {part['unknown']} it is not known" if part["unknown"] else "") + "."


def _title(one: dict[str, Any]) -> str:
    return f"End of {one['asOf'][:4]}"


def test_every_list_is_told_the_latest_years_first_with_its_digest(
    page: Page, lists: list[dict[str, Any]], judged: dict[str, Any]
) -> None:
    page.goto("/explore/frozen")
    entries = page.get_by_role("list", name="Frozen lists").get_by_role("listitem")
    expect(entries).to_have_count(len(lists))
    for at, one in enumerate(lists):
        expect(entries.nth(at)).to_contain_text(_title(one))
        expect(entries.nth(at)).to_contain_text(one["sha256"])
        expect(entries.nth(at)).to_contain_text("As it was written")
    expect(entries.nth(lists.index(judged))).to_contain_text(_said(judged))


def test_a_list_that_is_not_judged_yet_says_why_and_no_zero(
    page: Page, lists: list[dict[str, Any]]
) -> None:
    young = next(one for one in lists if not one["judgement"])
    page.goto(f"/explore/frozen?list={young['id']}")
    expect(page.get_by_text(f"Not known yet: {young['unjudged']}.")).to_be_visible()
    expect(page.get_by_role("heading", name="How right it was")).to_have_count(0)
    row = page.get_by_role("table", name="People of the list").get_by_role("row").nth(1)
    expect(row).to_contain_text("Not known yet")


def test_a_list_is_opened_by_its_address_and_going_back_closes_it(
    page: Page, address: str, judged: dict[str, Any]
) -> None:
    page.goto("/explore/frozen")
    page.get_by_role("link", name=_title(judged), exact=True).click()
    page.wait_for_url(f"**list={judged['id']}")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"Emerging experts, {_title(judged).lower()}")
    expect(page.get_by_text(_said(judged))).to_be_visible()
    page.reload()
    rows = page.get_by_role("table", name="People of the list").get_by_role("row")
    words = {True: "Rose", False: "Did not rise", None: "Not known"}
    for edge in ask(address, PERSONS, list=judged["id"])["frozenPersons"]["edges"]:
        row = rows.nth(edge["place"])
        name = edge["node"]["name"] if edge["node"] else "No longer in the graph"
        expect(row).to_contain_text(name)
        expect(row).to_contain_text(words[edge["rose"]])
    page.go_back()
    expect(heading).to_have_text("Frozen lists")


def test_a_person_of_a_list_leads_to_the_profile(
    page: Page, address: str, judged: dict[str, Any]
) -> None:
    edges = ask(address, PERSONS, list=judged["id"])["frozenPersons"]["edges"]
    person = next(edge["node"] for edge in edges if edge["node"])
    page.goto(f"/explore/frozen?list={judged['id']}")
    page.get_by_role("link", name=person["name"], exact=True).first.click()
    page.wait_for_url(f"**/explore/person?id={person['personId']}*")
    expect(page.get_by_role("heading", level=1)).to_contain_text(person["name"])


def test_the_line_of_the_share_has_a_table_beside_it(page: Page, judged: dict[str, Any]) -> None:
    page.goto(f"/explore/frozen?list={judged['id']}")
    drawing = page.get_by_role("img", name=re.compile("^Share who rose"))
    expect(drawing.get_by_text("by chance 5 %")).to_be_visible()
    page.get_by_role("button", name="Show as a table").click()
    rows = page.get_by_role("table", name="How right it was, by place").get_by_role("row")
    parts = judged["judgement"]["parts"]
    expect(rows).to_have_count(1 + len(parts))
    for at, part in enumerate(parts, 1):
        expect(rows.nth(at).get_by_role("cell").nth(1)).to_have_text(f"{part['rose']:,}")


def test_a_list_is_read_on_as_it_is_scrolled(page: Page, judged: dict[str, Any]) -> None:
    page.goto(f"/explore/frozen?list={judged['id']}")
    region = page.get_by_role("region", name="People of the list")
    expect(page.get_by_text(f"50 of {judged['persons']:,} read so far")).to_be_visible()
    region.evaluate("port => { port.scrollTop = port.scrollHeight }")
    expect(page.get_by_text(f"100 of {judged['persons']:,} read so far")).to_be_visible()


def test_a_list_is_taken_away_whole(page: Page, judged: dict[str, Any], tmp_path: Path) -> None:
    page.goto(f"/explore/frozen?list={judged['id']}")
    expect(page.get_by_role("table", name="People of the list")).to_be_visible()
    with page.expect_download(timeout=120_000) as told:
        page.get_by_role("button", name="Save as CSV").click()
    assert told.value.suggested_filename == f"Emerging experts {_title(judged).lower()}.csv"
    told.value.save_as(tmp_path / "list.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text("utf-8"))))
    assert [row["place"] for row in rows] == [str(at + 1) for at in range(judged["persons"])]
    whole = judged["judgement"]["parts"][-1]
    assert sum(row["rose"] == "true" for row in rows) == whole["rose"]


def test_an_address_of_no_list_says_so_and_leads_back(page: Page) -> None:
    page.goto("/explore/frozen?list=emerging-1999-0123456789ab.json")
    expect(page.get_by_text("There is no such list")).to_be_visible()
    page.get_by_role("link", name="All frozen lists").click()
    expect(page.get_by_role("list", name="Frozen lists")).to_be_visible()


def test_where_no_list_is_frozen_the_page_says_how(page: Page) -> None:
    page.route("**/graphql", _answered([]))
    page.goto("/explore/frozen")
    expect(page.get_by_text("No list is frozen yet")).to_be_visible()
    expect(page.get_by_text("peerline freeze emerging --as-of 2023")).to_be_visible()


def test_a_file_that_was_changed_is_named_and_cannot_be_opened(page: Page) -> None:
    fault = "it was changed: its SHA-256 is another than the file says"
    file = "emerging-2020-0123456789ab.json"
    page.route("**/graphql", _answered([{"id": file, "isWhole": False, "fault": fault}]))
    page.goto("/explore/frozen")
    entry = page.get_by_role("list", name="Frozen lists").get_by_role("listitem")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text(file)
    expect(entry).to_contain_text(f"Not shown: {fault}.")
    expect(entry.get_by_role("link")).to_have_count(0)
    page.goto(f"/explore/frozen?list={file}")
    expect(page.get_by_text(f"{file}: {fault}.")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def _answered(lists: list[dict[str, Any]]) -> Any:
    """What stands in for a home of other files, which no test may write into; all else is asked."""

    def answer(route: Any) -> None:
        response = route.fetch()
        told = response.json()
        if "frozenLists" in (told.get("data") or {}):
            told["data"]["frozenLists"] = [{"__typename": "FrozenList", **one} for one in lists]
        route.fulfill(response=response, json=told)

    return answer


def test_a_liaison_reads_of_the_own_territory_and_of_the_list_as_a_whole(seen_as: As) -> None:
    window, _ = seen_as("liaison", "AK")
    window.page.goto("/explore/frozen")
    link = window.page.get_by_role("link", name="End of 2020", exact=True)
    expect(link).to_be_visible()
    link.click()
    expect(window.page.get_by_text("of the first 100 rose; by chance")).to_be_visible()


def test_a_viewer_is_shown_no_frozen_lists(seen_as: As) -> None:
    window, _ = seen_as("viewer")
    window.page.goto("/")
    expect(window.page.get_by_role("link", name="Find", exact=True)).to_be_visible()
    expect(window.page.get_by_role("link", name="Frozen lists")).to_have_count(0)
