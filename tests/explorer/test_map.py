"""Does the map count people by state and by county, and lead from each to its cities and people?"""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

VIEW = "/explore/map"
STATES = """{ people { totalCount groups(by: [STATE], first: 60) { count keys { value } } }
  one: people(filter: { state: { isNull: false } }) {
    groups(by: [STATE, CITY], first: 1) { count keys { value } } } }"""

COUNTIES = """query($state: String!) { people(filter: {state: {eq: $state}}) { totalCount
  groups(by: [COUNTY, COUNTY_NAME], first: 500) { count keys { value } } } }"""


@pytest.fixture(scope="module")
def counts(address: str) -> dict[str, Any]:
    """How many people there are, by state; and the largest city."""
    told = ask(address, STATES)
    groups = told["people"]["groups"]
    (largest,) = told["one"]["groups"]
    return {
        "all": told["people"]["totalCount"],
        "states": {one["keys"][0]["value"]: one["count"] for one in groups},
        "city": (largest["keys"][0]["value"], largest["keys"][1]["value"], largest["count"]),
    }


def test_a_state_leads_to_its_cities_and_a_city_to_its_people(
    page: Page, counts: dict[str, Any]
) -> None:
    code, city, many = counts["city"]
    page.goto(VIEW)
    expect(page.get_by_role("status").filter(has_text=f"{counts['all']:,} people")).to_be_visible()
    state = page.locator(f"path[data-state={code}]")
    expect(state).to_have_attribute("aria-label", re.compile(f": {counts['states'][code]:,}$"))
    state.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**state={code}*")
    place = page.get_by_role("region", name="Place")
    expect(place).to_contain_text(f"{counts['states'][code]:,} people")
    place.get_by_role("button", name=city).click()
    expect(place).to_contain_text(f"{many:,} people")
    expect(place.get_by_role("link").first).to_be_visible()
    page.reload()
    expect(place).to_contain_text(f"{many:,} people")
    page.go_back()
    expect(place).to_contain_text(f"{counts['states'][code]:,} people")


def test_states_without_anybody_are_hatched_and_say_so(page: Page, counts: dict[str, Any]) -> None:
    page.goto(VIEW)
    expect(page.locator("path[data-state]")).to_have_count(51)
    empty = next(code for code in ("WY", "VT", "ND", "AK") if code not in counts["states"])
    state = page.locator(f"path[data-state={empty}]")
    expect(state).to_have_attribute("aria-label", re.compile("nobody here$"))
    expect(state).to_have_attribute("fill", re.compile("^url"))
    expect(page.get_by_role("region", name="Legend")).to_contain_text("Nobody here")


def test_the_table_holds_every_state_and_shares(page: Page, counts: dict[str, Any]) -> None:
    page.goto(f"{VIEW}?who=influential&twin=table")
    table = page.get_by_role("table", name="People by state")
    expect(table).to_have_attribute("aria-rowcount", "51")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["State", "In the top tenth", "Share of people there", "All people"]
    )
    table.get_by_role("button", name="All people").click()
    page.wait_for_url("**by=all*")
    most = max(count for code, count in counts["states"].items() if code)
    expect(table.get_by_role("row").nth(1)).to_contain_text(f"{most:,}")


def test_a_specialty_narrows_the_map_and_stands_in_the_address(
    page: Page, counts: dict[str, Any]
) -> None:
    page.goto(VIEW)
    page.get_by_role("combobox", name="Specialty").click()
    page.get_by_role("option").first.click()
    page.wait_for_url("**specialty=*")
    said = page.get_by_role("status").filter(has_text="people").first
    expect(said).not_to_contain_text(f"{counts['all']:,} people")


@pytest.fixture(scope="module")
def inside(address: str, counts: dict[str, Any]) -> dict[str, Any]:
    """A state of which counties are known: how many people there are, by county."""
    state = counts["city"][0]
    people = ask(address, COUNTIES, state=state)["people"]
    told = {tuple(key["value"] for key in one["keys"]): one["count"] for one in people["groups"]}
    unknown = told.pop((None, None), 0)
    (number, name), many = max(told.items(), key=lambda one: (one[1], one[0]))
    county = {"number": number, "name": name, "many": many}
    return {"state": state, "county": county, "unknown": unknown, "known": len(told)}


def test_a_state_opens_into_its_counties_and_going_back_leads_out(
    page: Page, inside: dict[str, Any]
) -> None:
    county = inside["county"]
    page.goto(VIEW)
    page.get_by_text("By county", exact=True).click()
    expect(page.get_by_text("Choose a state to see its counties.")).to_be_visible()
    page.locator(f"path[data-state={inside['state']}]").click()
    outline = page.locator(f"path[data-county='{county['number']}']")
    expect(outline).to_have_attribute("aria-label", f"{county['name']}: {county['many']:,}")
    expect(page.locator("path[data-state]")).to_have_count(0)
    outline.click()
    place = page.get_by_role("region", name="Place")
    expect(place.get_by_role("heading", level=2)).to_contain_text(f"{county['name']}, ")
    expect(place).to_contain_text(f"{county['many']:,} people")
    page.reload()
    expect(outline).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(outline).to_have_attribute("aria-pressed", "false")
    page.go_back()
    expect(page.locator("path[data-state]")).to_have_count(51)
    page.go_forward()
    page.get_by_role("button", name="All states").click()
    expect(page.locator("path[data-state]")).to_have_count(51)


def test_arrow_keys_walk_from_county_to_county(page: Page, inside: dict[str, Any]) -> None:
    page.goto(f"{VIEW}?level=county")
    page.locator(f"path[data-state={inside['state']}]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="All states")).to_be_focused()
    # One county is reached by Tab, the others from there.
    expect(page.locator("path[data-county][tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    focused = page.locator("path[data-county]:focus")
    seen = [focused.get_attribute("data-county")]
    for key in ("ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(focused.get_attribute("data-county"))
    assert len(set(seen)) > 2
    page.keyboard.press("Enter")
    page.wait_for_url(f"**county=*{seen[-1]}*")


def test_who_is_of_no_known_county_is_counted_and_can_be_looked_at(
    page: Page, inside: dict[str, Any]
) -> None:
    page.goto(f"{VIEW}?level=county&state={inside['state']}")
    said = f"{inside['unknown']:,} people without a known county"
    page.get_by_role("button", name=said).click()
    place = page.get_by_role("region", name="Place")
    expect(place).to_contain_text("No county known")
    expect(place).to_contain_text(f"{inside['unknown']:,} people")
    expect(page.get_by_text("County by the ZIP code of the practice")).to_be_visible()


def test_the_table_holds_every_county_and_one_leads_to_a_list(
    page: Page, inside: dict[str, Any]
) -> None:
    county = inside["county"]
    page.goto(f"{VIEW}?level=county&state={inside['state']}&twin=table")
    table = page.get_by_role("table", name="People by county")
    row = table.get_by_role("row").nth(1)
    expect(row).to_contain_text(f"{county['name']}{county['many']:,}")
    assert int(table.get_attribute("aria-rowcount") or 0) > inside["known"]
    row.get_by_role("button", name=county["name"]).click()
    page.get_by_role("link", name="As a list").click()
    page.wait_for_url("**/explore/lists?*county=*")
    expect(page.get_by_role("combobox", name="County")).to_be_visible()
    expect(page.get_by_text(f"{county['name']} (").first).to_be_visible()


def test_a_place_where_nobody_is_says_so(page: Page, counts: dict[str, Any]) -> None:
    empty = next(code for code in ("WY", "VT", "ND", "AK") if code not in counts["states"])
    page.goto(VIEW)
    page.locator(f"path[data-state={empty}]").click()
    expect(page.get_by_role("region", name="Place")).to_contain_text("Nobody here")
    expect(page.get_by_role("alert")).to_have_count(0)
