"""Rules that keep lists: tried, kept, watched and deleted."""

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from benchmarks.views import ask

MANY = """query ($rule: PersonFilter) { segmentDryRun(rule: $rule) { persons } }"""
SPECIALTY = """{ influencers(filter: {specialty: {isNull: false}}, first: 1) {
  nodes { specialty } } }"""


def test_a_rule_is_tried_kept_watched_and_deleted(page: Page, address: str) -> None:
    rule = {"isPhysician": True, "paperCount": {"gte": 25}}
    persons = ask(address, MANY, rule=rule)["segmentDryRun"]["persons"]
    name = f"Who writes {uuid4().hex[:8]}"
    page.goto("/explore/segments")
    page.get_by_role("button", name="Try a rule").click()
    page.get_by_label("The rule").fill("{isPhysician: true, paperCount: {gte: 25}}")
    expect(page.get_by_role("status").filter(has_text=f"{persons:,} in")).to_be_visible()
    expect(page.get_by_text("paperCount: {gte: 25} holds").first).to_be_visible()
    page.get_by_label("Keep it as").fill(name)
    page.get_by_label("What it is for").fill("an exchange on trials")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()
    page.get_by_role("tab", name="Rules").click()
    expect(page.get_by_text("paperCount: {gte: 25}").first).to_be_visible()
    page.get_by_role("button", name="Watch").click()
    expect(page.get_by_text("Watched: you are told")).to_be_visible()
    watches = ask(address, "{ watches { name } }")["watches"]
    assert name in {one["name"] for one in watches}
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", level=2, name=name)).to_have_count(0)


def test_what_is_no_rule_is_said_with_its_place(page: Page) -> None:
    page.goto("/explore/segments?rule=%7Bstate%3A")
    expect(page.get_by_text("Line 1, column 8")).to_be_visible()
    page.get_by_label("The rule").fill("{nothing: 1}")
    expect(page.get_by_role("alert")).to_contain_text("nothing")


def test_a_rule_begins_with_an_objective_and_is_narrowed(page: Page) -> None:
    page.goto("/explore/segments?rule=%22%7B%7D%22")
    page.get_by_role("combobox", name="Begin with an objective").click()
    page.get_by_role("option").first.click()
    page.get_by_label("Only in these states").fill("il")
    page.get_by_role("button", name="Narrow").click()
    expect(page.get_by_label("The rule")).to_have_value(
        re.compile(r'\{and: \[\s+\{state: \{in: \["IL"')
    )


def test_tiers_of_an_area_are_made_and_show_their_rules(page: Page, address: str) -> None:
    specialty = ask(address, SPECIALTY)["influencers"]["nodes"][0]["specialty"]
    name = f"Leaders {uuid4().hex[:8]}"
    page.goto("/explore/segments")
    page.get_by_role("button", name="Make tiers").click()
    made = page.get_by_role("region", name="Make tiers")
    made.get_by_label("Name").fill(name)
    keep = made.get_by_role("button", name="Keep")
    expect(keep).to_be_disabled()
    made.get_by_role("combobox", name="Specialties").click()
    page.get_by_role("option", name=specialty).click()
    page.keyboard.press("Escape")
    made.get_by_label("at any refresh").check()
    keep.click()
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()
    for title in ("national leader", "regional", "emerging"):
        expect(page.get_by_role("heading", level=3, name=re.compile(title, re.I))).to_be_visible()
    expect(page.get_by_text(specialty).first).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", level=2, name=name)).to_have_count(0)
