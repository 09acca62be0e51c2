"""The lists of people: their order, what narrows them, and what is taken away."""

import csv
import io
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect

from benchmarks.views import ask

FIRST = """query ($filter: PersonFilter, $by: [PersonOrder!]) {
  influencers(filter: $filter, orderBy: $by, first: 3) {
    totalCount nodes { personId name state paperCount } } }"""


def test_the_list_comes_in_the_servers_order_and_says_how_much_of_it_is_read(
    page: Page, address: str
) -> None:
    found = ask(address, FIRST)["influencers"]
    page.goto("/explore/lists")
    rows = page.get_by_role("table", name="Influencers").get_by_role("row")
    for place, person in enumerate(found["nodes"], 1):
        expect(rows.nth(place)).to_contain_text(person["name"])
    expect(page.get_by_text(f"of {found['totalCount']:,} read so far")).to_be_visible()


def test_another_order_is_asked_of_the_server_and_stands_in_the_address(
    page: Page, address: str
) -> None:
    by = [{"field": "PAPER_COUNT", "direction": "DESC"}]
    most = ask(address, FIRST, by=by)["influencers"]["nodes"][0]
    page.goto("/explore/lists")
    page.get_by_role("button", name="Papers", exact=True).click()
    header = page.get_by_role("columnheader", name="Papers", exact=True)
    expect(header).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("row").nth(1)).to_contain_text(f"{most['paperCount']:,}")
    page.wait_for_url("**by=paperCount*")
    page.go_back()
    expect(header).not_to_have_attribute("aria-sort", "descending")


def test_a_long_list_is_read_on_as_it_is_scrolled(page: Page) -> None:
    page.goto("/explore/lists")
    region = page.get_by_role("region", name="Influencers")
    expect(page.get_by_text("50 of")).to_be_visible()
    region.evaluate("port => { port.scrollTop = port.scrollHeight }")
    expect(page.get_by_text("100 of")).to_be_visible()
    assert page.get_by_role("row").count() < 60  # what is not seen is not drawn


def test_a_state_narrows_the_list_and_a_reload_shows_the_same(page: Page, address: str) -> None:
    state = ask(address, FIRST, filter={"state": {"isNull": False}})["influencers"]["nodes"][0]
    some = ask(address, FIRST, filter={"state": {"in": [state["state"]]}})["influencers"]
    page.goto("/explore/lists")
    page.get_by_label("State").first.click()
    page.get_by_role("option", name=f"{state['state']} (").click()
    said = page.get_by_text(f"of {some['totalCount']:,} read so far")
    expect(said).to_be_visible()
    page.reload()
    expect(said).to_be_visible()


def test_every_list_opens_with_reasons_in_words(page: Page) -> None:
    page.goto("/explore/lists")
    for title in ("Connectors", "Emerging", "Emerging connectors"):
        page.get_by_role("tab", name=title, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
        expect(page.get_by_role("columnheader", name="Why")).to_be_visible()


def test_a_column_is_shown_and_taken_away(page: Page) -> None:
    page.goto("/explore/lists")
    header = page.get_by_role("columnheader", name="Scientific")
    expect(page.get_by_role("columnheader", name="Influence")).to_be_visible()
    expect(header).to_have_count(0)
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("checkbox", name="Scientific").check()
    expect(header).to_be_visible()
    page.reload()
    expect(header).to_be_visible()


def test_the_list_is_taken_away_whole(page: Page, address: str, tmp_path: Path) -> None:
    known = {"state": {"isNull": False}}
    state = ask(address, FIRST, filter=known)["influencers"]["nodes"][0]["state"]
    some = {"state": {"in": [state]}, "paperCount": {"gte": 1}}
    many = ask(address, FIRST, filter=some)["influencers"]["totalCount"]
    page.goto(f"/explore/lists?state=%5B%22{state}%22%5D&papers=1")
    expect(page.get_by_text(f"of {many:,} read so far")).to_be_visible()
    with page.expect_download() as told:
        page.get_by_role("button", name="Save as CSV").click()
    told.value.save_as(tmp_path / "list.csv")
    text = (tmp_path / "list.csv").read_text("utf-8")
    assert len(list(csv.DictReader(io.StringIO(text)))) == many


def test_those_who_are_chosen_are_put_into_a_segment_with_a_reason(
    page: Page, address: str
) -> None:
    name = f"Decided {uuid4().hex[:8]}"
    save = """mutation ($name: String!) { saveSegment(name: $name, levels: [
      {enters: {paperCount: {gte: 1000000}}}]) { segment { id } } }"""
    segment = ask(address, save, name=name)["saveSegment"]["segment"]["id"]
    page.goto("/explore/lists")
    box = page.get_by_role("checkbox", name="Choose").first
    person = (box.get_attribute("aria-label") or "").removeprefix("Choose ")
    box.check()
    page.get_by_role("button", name="Add 1 to a segment").click()
    form = page.get_by_role("dialog")
    form.get_by_role("combobox", name="Segment").click()
    page.get_by_role("option", name=name).click()
    form.get_by_label("Why").fill("she asked to be told")
    form.get_by_role("button", name="Add 1 person").click()
    expect(form.get_by_role("status")).to_have_text("1 person is in it from now on.")
    members = """query ($id: ID!) { segmentMembers(segment: $id) {
      members { person { name } pin { why } } } }"""
    [found] = ask(address, members, id=segment)["segmentMembers"]["members"]
    assert (found["person"]["name"], found["pin"]["why"]) == (person, "she asked to be told")
    ask(address, "mutation ($id: ID!) { deleteSegment(id: $id) { segment { id } } }", id=segment)


def test_two_are_chosen_and_compared(page: Page) -> None:
    page.goto("/explore/lists")
    boxes = page.get_by_role("checkbox", name="Choose")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.get_by_role("link", name="Compare 2")).to_be_visible()
