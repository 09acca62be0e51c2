"""Does the drawing grow, filter, light a chain and go away as files, also without WebGL?"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.browsing import OPTIONS, chromium
from benchmarks.views import ask as server_ask

VIEW = "/explore/network"
PEOPLE = """{ influencers(first: 12) { nodes { personId name state ties { totalCount }
  institutionTies { totalCount } } } }"""
CHAIN = """query ($from: [String!]!, $to: [String!]!) {
  introductions(from: $from, to: $to, first: 1) { to { personId } hops { to { name } } } }"""
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"

Ask = Callable[..., Any]


@dataclass(frozen=True)
class Ends:
    """Two persons with a chain of two ties or more, and those along it."""

    start: str
    end: str
    names: list[str]


@pytest.fixture(scope="module")
def ask(address: str) -> Ask:
    """Asks the server itself."""

    return partial(server_ask, address)


@pytest.fixture(scope="module")
def people(ask: Ask) -> list[dict[str, Any]]:
    """The most influential, with how many ties each has."""
    nodes: list[dict[str, Any]] = ask(PEOPLE)["influencers"]["nodes"]
    return nodes


@pytest.fixture(scope="module")
def ends(ask: Ask, people: list[dict[str, Any]]) -> Ends:
    """Two persons who are joined by others."""
    first, *others = (one["personId"] for one in people)
    chains = ask(CHAIN, **{"from": [first], "to": others})["introductions"]
    chain = next(one for one in chains if len(one["hops"]) > 1)
    names = [hop["to"]["name"] for hop in chain["hops"]]
    return Ends(first, chain["to"]["personId"], names)


def drawn(page: Page) -> Locator:
    """What the view says is drawn, once nothing is awaited."""
    said = page.get_by_test_id("drawn")
    expect(said).to_be_visible(timeout=60_000)
    expect(page.get_by_role("status").filter(has_text="…")).to_have_count(0, timeout=60_000)
    return said


def opened(page: Page, person: dict[str, Any], more: str = "") -> Locator:
    """The view of a person's ties."""
    page.goto(f"{VIEW}?id={person['personId']}{more}")
    return drawn(page)


def figures(said: Locator) -> list[int]:
    """The figures of what is said."""
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", said.inner_text())]


def test_a_person_stands_amid_the_strongest_ties_and_how_many_there_are_is_said(
    page: Page, people: list[dict[str, Any]]
) -> None:
    best = max(people, key=lambda one: int(one["ties"]["totalCount"]))
    said = opened(page, best)
    all_ties = best["ties"]["totalCount"]
    here = min(50, all_ties)
    expect(said).to_contain_text(f"{here:,} of {all_ties:,} ties of those opened")
    assert figures(said)[0] == here + 1
    expect(page.get_by_role("region", name="What is drawn")).to_contain_text(best["name"])
    expect(page.get_by_test_id("drawing").locator("canvas").first).to_be_visible()
    expect(page.get_by_role("group", name="Circles in the drawing")).to_be_visible()


def test_keys_walk_along_ties_open_somebody_and_take_somebody_out(
    page: Page, people: list[dict[str, Any]]
) -> None:
    before = figures(opened(page, people[0]))
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.get_by_role("region", name="Chosen person")
    expect(chosen).to_be_visible()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    expect(chosen).to_contain_text("ties drawn")
    page.keyboard.press("Escape")
    expect(chosen).to_have_count(0)
    ways = iter(("ArrowUp", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"))
    heading = chosen.get_by_role("heading", level=2)
    page.keyboard.press(next(ways))
    while (name := heading.inner_text()) == people[0]["name"]:
        page.keyboard.press(next(ways))
        expect(chosen).to_be_visible()
    page.keyboard.press("Delete")
    expect(page.get_by_test_id("drawn")).not_to_contain_text(f"{before[0]:,} person")
    page.get_by_role("radiogroup", name="Shown as").get_by_text("Persons").click()
    table = page.get_by_role("table", name="Persons in the drawing")
    expect(table.get_by_role("link", name=name, exact=True)).to_have_count(0)


def test_more_ties_come_stand_in_the_address_and_go_by_going_back(
    page: Page, people: list[dict[str, Any]]
) -> None:
    person = max(people, key=lambda one: int(one["ties"]["totalCount"]))
    before = figures(opened(page, person))
    page.get_by_role("region", name="What is drawn").get_by_role("button", name="More").click()
    page.wait_for_url(re.compile("(~|%7E)100"))
    after = figures(drawn(page))
    assert after[0] > before[0] or person["ties"]["totalCount"] <= 50
    page.reload()
    assert figures(drawn(page)) == after
    page.go_back()
    expect(drawn(page)).to_contain_text(f"{before[1]:,} of {before[2]:,} ties")


def test_only_strong_ties_are_drawn_where_that_is_asked(
    page: Page, people: list[dict[str, Any]]
) -> None:
    before = figures(opened(page, people[0]))
    page.get_by_role("button", name="Least strength").click()
    page.get_by_role("slider", name="Least strength").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**least=0.5*")
    page.keyboard.press("Escape")
    after = figures(drawn(page))
    assert after[2] < before[2]
    page.goto(f"{page.url}&as=ties&by=strength&up=true")
    drawn(page)
    first = page.get_by_role("table", name="Ties in the drawing").get_by_role("meter").first
    assert float(first.get_attribute("aria-valuenow") or 0) >= 0.5


def test_other_kinds_of_tie_are_asked_for_by_name(page: Page, people: list[dict[str, Any]]) -> None:
    person = max(people, key=lambda one: int(one["institutionTies"]["totalCount"]))
    before = figures(opened(page, person))
    page.get_by_role("button", name="Kinds of tie").click()
    page.get_by_role("checkbox", name="Institution").check()
    page.wait_for_url("**kinds=*")
    page.keyboard.press("Escape")
    after = figures(drawn(page))
    assert after[2] == before[2] + person["institutionTies"]["totalCount"] > before[2]


def test_the_strongest_chain_of_two_ends_is_told_and_turned_round(page: Page, ends: Ends) -> None:
    page.goto(f"{VIEW}?start={ends.start}&end={ends.end}")
    drawn(page)
    chain = page.get_by_role("region", name="Strongest chain")
    for name in ends.names:
        expect(chain).to_contain_text(name)
    expect(chain.get_by_role("listitem")).to_have_count(len(ends.names))
    chain.get_by_role("listitem").first.get_by_role("button").click()
    tie = page.get_by_role("region", name="Chosen tie")
    expect(tie.get_by_role("heading", level=3)).to_contain_text("record")
    chain.get_by_role("button", name="Turn round").click()
    page.wait_for_url(f"**start={ends.end}*")


def test_an_end_is_set_from_the_chosen_person(page: Page, ends: Ends) -> None:
    page.goto(f"{VIEW}?id={ends.start}&end={ends.end}&at={ends.start}")
    drawn(page)
    page.get_by_role("button", name="Set start").click()
    page.wait_for_url(f"**start={ends.start}*")
    drawn(page)
    chain = page.get_by_role("region", name="Strongest chain")
    expect(chain.get_by_role("listitem")).to_have_count(len(ends.names))


def test_the_slider_goes_to_a_past_day_and_back_to_today(
    page: Page, people: list[dict[str, Any]]
) -> None:
    opened(page, people[0])
    slider = page.get_by_role("slider", name="Day of the ties: Today")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(r"on=\d{4}-\d\d-\d\d"))
    expect(drawn(page)).to_contain_text("ties of those opened")
    expect(page.get_by_role("slider", name=re.compile(r"ties: \d{4}-\d\d-\d\d"))).to_be_visible()
    page.get_by_role("button", name="Back to today").click()
    page.wait_for_url(re.compile(r"^(?!.*on=\d)"))
    drawn(page)


def test_the_tables_hold_what_is_drawn_and_lead_to_the_records(
    page: Page, people: list[dict[str, Any]]
) -> None:
    many = figures(opened(page, people[0]))[0]
    page.goto(f"{VIEW}?id={people[0]['personId']}&as=table")
    drawn(page)
    table = page.get_by_role("table", name="Persons in the drawing")
    expect(table).to_have_attribute("aria-rowcount", str(many))
    table.get_by_role("button", name="Person", exact=True).click()
    page.wait_for_url("**by=name*")
    page.goto(f"{VIEW}?id={people[0]['personId']}&as=ties")
    drawn(page)
    ties = page.get_by_role("table", name="Ties in the drawing")
    ties.get_by_role("button", name=re.compile("^Records: ")).first.click()
    expect(page.get_by_role("region", name="Chosen tie")).to_contain_text("of every kind")


def test_without_webgl_the_tables_stand_in_for_the_drawing(
    browser: Browser, address: str, people: list[dict[str, Any]]
) -> None:
    options = [*OPTIONS, "--disable-webgl", "--disable-webgl2", "--disable-3d-apis"]
    other = browser.browser_type.launch(executable_path=chromium(), args=options)
    try:
        page = other.new_page(base_url=address)
        opened(page, people[0])
        expect(page.get_by_text("cannot draw with WebGL 2")).to_be_visible()
        expect(page.get_by_role("table", name="Persons in the drawing")).to_be_visible()
        expect(page.get_by_role("radio", name="Drawing")).to_be_disabled()
    finally:
        other.close()


def test_a_full_address_takes_nobody_more_and_says_so(
    page: Page, people: list[dict[str, Any]]
) -> None:
    person, other = people[0]["personId"], people[1]["personId"]
    ids = [f"{person}~1", *(f"nobody-{at}~0" for at in range(59))]
    page.goto(f"{VIEW}?id={quote(str(ids).replace(chr(39), chr(34)))}&as=table")
    drawn(page)
    expect(page.get_by_text("Nobody has the id nobody-0")).to_be_visible()
    finder = page.get_by_role("combobox", name="Find in the drawing")
    finder.fill(people[1]["name"])
    page.get_by_role("option", name=people[1]["name"]).first.click()
    notice = page.get_by_text("This drawing is too long for an address")
    expect(notice.or_(page.get_by_role("region", name="Chosen person"))).to_be_visible()
    assert f"{other}" not in page.url or not notice.is_visible()


def taken(page: Page, name: str) -> Path:
    """A file of the menu."""
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as told:
        page.get_by_role("menuitem", name=name).click()
    return Path(told.value.path())


def test_files_hold_what_is_drawn_and_say_where_it_comes_from(
    page: Page, people: list[dict[str, Any]]
) -> None:
    persons, here, of, ties = figures(opened(page, people[0]))
    said = f"Drawn: {persons:,} persons, {here:,} of {of:,} ties of those opened"
    rows = list(csv.DictReader(io.StringIO(taken(page, "Persons (CSV)").read_text("utf-8"))))
    assert len(rows) == persons
    assert {people[0]["name"], people[0]["personId"]} <= {*rows[0].values(), *_names(rows)}
    assert all(said in row["about"] and "asked on 20" in row["about"] for row in rows)
    assert any(row["source"] for row in rows)
    tied = list(csv.DictReader(io.StringIO(taken(page, "Ties (CSV)").read_text("utf-8"))))
    assert len(tied) == ties
    graph = ElementTree.parse(taken(page, "Graph (GraphML)")).getroot()
    assert len(graph.findall(f".//{GRAPHML}node")) == persons
    assert len(graph.findall(f".//{GRAPHML}edge")) == ties
    assert said in (graph.findtext(f"{GRAPHML}desc") or "")
    picture = ElementTree.parse(taken(page, "Drawing (SVG)")).getroot()
    assert len(picture.findall(".//{http://www.w3.org/2000/svg}line")) == ties
    assert taken(page, "Picture (PNG)").read_bytes().startswith(b"\x89PNG")


def _names(rows: list[dict[str, str]]) -> set[str]:
    return {one for row in rows for one in (row["name"], row["personId"])}


def test_a_drawing_begins_with_a_circle(page: Page) -> None:
    page.goto(VIEW)
    circles = page.get_by_role("region", name="Circles")
    circles.get_by_role("button").first.click()
    page.wait_for_url("**circle=*")
    expect(drawn(page)).to_contain_text("Drawn: ")
    expect(page.get_by_role("region", name="What is drawn")).to_contain_text("of")
    legend = page.get_by_role("group", name="Circles in the drawing").get_by_role("button").first
    legend.click()
    expect(legend).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Begin anew").click()
    expect(circles).to_be_visible()


def test_a_refused_question_is_said_with_its_number_and_asked_again(
    page: Page, watched: Any, people: list[dict[str, Any]]
) -> None:
    watched.allowed = ("500",)
    page.route("**/graphql", _failing)
    page.goto(f"{VIEW}?id={people[0]['personId']}")
    expect(page.get_by_role("alert")).to_contain_text("The server failed")
    page.unroute("**/graphql")
    page.get_by_role("button", name="Ask again").click()
    expect(drawn(page)).to_contain_text("ties of those opened")


def _failing(route: Any) -> None:
    if "introductions" in route.request.post_data or '"first":' not in route.request.post_data:
        route.continue_()
    else:
        route.fulfill(status=500, body="")
