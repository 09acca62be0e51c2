"""Who connects a liaison to somebody, and does every hop open to its records?"""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.views import ask

WHO = """{ liaisons(first: 1) { nodes { liaisonId } } influencers(first: 60) {
  nodes { personId name } } }"""
CHAINS = """query ($from: [String!]!, $to: [String!]!) {
  introductions(from: $from, to: $to, first: 3, filter: { differentIntroducers: true }) {
    to { personId name } introducer { personId name } hops { evidenceCount } } }"""


@pytest.fixture(scope="module")
def ends(address: str) -> dict[str, str]:
    """A liaison, and somebody to whom at least two different persons introduce."""
    who = ask(address, WHO)
    liaison = who["liaisons"]["nodes"][0]["liaisonId"]
    for one in who["influencers"]["nodes"]:
        goal = {"from": [f"Liaison:{liaison}"], "to": [one["personId"]]}
        chains = ask(address, CHAINS, **goal)["introductions"]
        if len(chains) > 2 and all(chain["introducer"] for chain in chains):
            person = {"id": one["personId"], "name": one["name"]}
            introducer = chains[0]["introducer"]["name"]
            return {"liaison": liaison, **person, "introducer": introducer}
    raise AssertionError("nobody is reached through two introducers")


def chains(page: Page) -> Locator:
    """The introductions as they are listed."""
    return page.get_by_role("list", name="Introductions").locator("> li")


def opened(page: Page, ends: dict[str, str], more: str = "") -> None:
    """The view with both ends, its answer there."""
    page.goto(f"/explore/introductions?from=Liaison:{ends['liaison']}&to={ends['id']}{more}")
    expect(chains(page).first).to_be_visible()


def test_a_liaison_and_a_person_are_picked_and_stand_in_the_address(
    page: Page, ends: dict[str, str]
) -> None:
    page.goto("/explore/introductions")
    page.get_by_role("textbox", name="Who asks").fill(ends["liaison"])
    page.get_by_role("option", name=ends["liaison"]).click()
    page.get_by_role("textbox", name="Whom to meet").fill(ends["name"])
    page.get_by_role("option", name=ends["name"]).first.click()
    expect(page).to_have_url(re.compile(r"from=Liaison.*to=P"))
    opened(page, ends)
    expect(page.get_by_role("textbox", name="Whom to meet")).to_have_value(ends["name"])
    expect(chains(page).first).to_contain_text(f"{ends['liaison']} has met")
    page.goto("/explore/introductions")
    expect(page.get_by_role("textbox", name="Who asks")).to_have_value(ends["liaison"])


def test_a_hop_opens_to_its_records_with_source_and_day_and_the_address_holds_it(
    page: Page, ends: dict[str, str]
) -> None:
    opened(page, ends)
    chains(page).first.get_by_role("button", name=re.compile(r"^\d+ records? of ")).last.click()
    records = page.get_by_role("region", name=re.compile("^Records of"))
    row = records.get_by_role("listitem").first
    expect(row).to_contain_text(re.compile(r"· .*\d{4} · \S+"))
    row.get_by_role("button", name=re.compile("^Why these two")).click()
    expect(row).to_contain_text("how sure it is")
    page.reload()
    expect(records.get_by_role("listitem").first).to_be_visible()
    page.go_back()
    expect(records).to_have_count(0)


def test_without_a_person_it_is_ranked_anew_and_the_person_can_be_taken_back(
    page: Page, ends: dict[str, str]
) -> None:
    opened(page, ends)
    first = chains(page).first.get_by_role("heading")
    before = first.inner_text()
    out = chains(page).first.get_by_role("button", name=f"Without {ends['introducer']}")
    out.click()
    expect(page).to_have_url(re.compile("withoutPersons"))
    expect(first).not_to_have_text(before)
    expect(page.get_by_role("list", name="Introductions")).not_to_contain_text(
        f"{ends['introducer']} to introduce you"
    )
    page.go_back()
    expect(first).to_have_text(before)
    page.go_forward()
    expect(first).not_to_have_text(before)
    left_out = page.get_by_role("group", name="Left out")
    left_out.get_by_role("button", name=f"Take back: without {ends['introducer']}").click()
    expect(first).to_have_text(before)


def test_a_kind_of_tie_is_left_out_by_one_click_and_taken_back(
    page: Page, ends: dict[str, str]
) -> None:
    opened(page, ends)
    out = page.get_by_role("button", name="Without joint papers", exact=True)
    out.first.click()
    left_out = page.get_by_role("group", name="Left out")
    expect(left_out).to_contain_text("without joint papers")
    expect(out).to_have_count(0)
    left_out.get_by_role("button", name="Take back: without joint papers").click()
    expect(out.first).to_be_visible()


def test_what_narrows_stands_in_a_deep_link(page: Page, ends: dict[str, str]) -> None:
    opened(page, ends, "&withoutIndustry=true&first=3")
    expect(page.get_by_role("group", name="Left out")).to_contain_text("without company ties")
    expect(chains(page)).not_to_have_count(0)
    page.get_by_role("button", name="Narrow").click()
    expect(page.get_by_role("switch", name="Without company ties")).to_be_checked()


def test_the_drawing_lights_the_chain_of_a_person(page: Page, ends: dict[str, str]) -> None:
    opened(page, ends)
    drawing = page.get_by_role("group", name=re.compile("^Chains, from"))
    drawing.get_by_role("button", name=re.compile("show chain 2$")).first.click()
    expect(page).to_have_url(re.compile("chain=2"))
    expect(page.locator("#chain-2[data-lit]")).to_be_visible()


def test_a_mail_says_what_the_records_say_and_is_closed_by_escape(
    page: Page, ends: dict[str, str]
) -> None:
    opened(page, ends)
    chains(page).first.get_by_role("button", name=re.compile("^Write to")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="Text")).to_have_value(
        re.compile(f"I would like to meet {re.escape(ends['name'])}")
    )
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_from_pick_to_records_by_keyboard_alone(page: Page, ends: dict[str, str]) -> None:
    page.goto(f"/explore/introductions?from=Liaison:{ends['liaison']}")
    page.get_by_role("textbox", name="Whom to meet").focus()
    page.keyboard.type(ends["name"])
    expect(page.get_by_role("option", name=ends["name"]).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("to=P"))
    opener = page.get_by_role("button", name=re.compile(r"^\d+ records? of ")).first
    expect(opener.or_(page.get_by_text("Nobody connects you"))).to_be_visible()
    opened(page, ends)
    page.get_by_role("textbox", name="Whom to meet").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        label = page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
        if re.match(r"\d+ records? of ", label):
            break
    page.keyboard.press("Enter")
    records = page.get_by_role("region", name=re.compile("^Records of"))
    expect(records.get_by_role("listitem").first).to_be_visible()


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("from={id}&to={id}", "These are the same person"),
        ("from={id}", "Whom do you want to meet?"),
        ("from={id}&to=Pnobody", "Nobody has the id"),
    ],
)
def test_what_cannot_be_asked_is_said(
    watched: Any, ends: dict[str, str], search: str, said: str
) -> None:
    watched.allowed = ("400",)
    watched.page.goto(f"/explore/introductions?{search.format(**ends)}")
    expect(watched.page.get_by_text(said)).to_be_visible()
