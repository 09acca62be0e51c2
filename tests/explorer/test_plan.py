"""Whom to ask next, and who is in reach?"""

import re

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

WHO = """{ teams(first: 1) { nodes { teamId } } influencers(first: 3) {
  nodes { personId name } } }"""


@pytest.fixture(scope="module")
def asked(address: str) -> tuple[str, list[dict[str, str]]]:
    """A team, and some persons to be met."""
    told = ask(address, WHO)
    return told["teams"]["nodes"][0]["teamId"], told["influencers"]["nodes"]


def test_requests_come_in_order_and_open_to_their_ties_and_records(
    page: Page, asked: tuple[str, list[dict[str, str]]]
) -> None:
    team, persons = asked
    page.goto(f"/explore/plan?from=Team:{team}")
    for person in persons[:2]:
        page.get_by_role("textbox", name="Whom to meet").fill(person["name"])
        page.get_by_role("option", name=person["name"]).first.click()
    ids = ",".join(f'"{person["personId"]}"' for person in persons)
    page.goto(f"/explore/plan?from=Team:{team}&to=[{ids}]")
    requests = page.get_by_role("list", name="Requests, in order").locator("> li")
    expect(requests.first).to_contain_text("so far")
    requests.first.get_by_role("button", name=re.compile("of request 1$")).click()
    requests.first.get_by_role("button", name=re.compile(r"^\d+ records? of")).first.click()
    records = page.get_by_role("region", name=re.compile("^Records of"))
    expect(records.get_by_role("listitem").first).to_be_visible()
    page.go_back()
    page.go_back()
    expect(records).to_have_count(0)


def test_a_person_taken_out_is_asked_for_no_longer(
    page: Page, asked: tuple[str, list[dict[str, str]]]
) -> None:
    team, persons = asked
    ids = ",".join(f'"{person["personId"]}"' for person in persons)
    page.goto(f"/explore/plan?from=Team:{team}&to=[{ids}]")
    expect(page.get_by_text(re.compile(f"of {len(persons)} persons"))).to_be_visible()
    targets = page.get_by_role("group", name="Whom to meet")
    targets.get_by_role("button", name=f"Without {persons[0]['name']}").click()
    expect(page.get_by_text(re.compile(f"of {len(persons) - 1} persons"))).to_be_visible()


def test_who_is_in_reach_and_who_is_lost_without_somebody(
    page: Page, asked: tuple[str, list[dict[str, str]]]
) -> None:
    team, persons = asked
    page.goto(f"/explore/plan?from=Team:{team}")
    page.get_by_role("tab", name="Who is in reach").click()
    reach = page.get_by_role("region", name="Reach", exact=True)
    expect(reach).to_contain_text("in reach")
    page.get_by_role("textbox", name="Without these persons").fill(persons[0]["name"])
    page.get_by_role("option", name=persons[0]["name"]).first.click()
    expect(reach).to_contain_text("still in reach")
    table = page.get_by_role("table", name="Persons in reach")
    table.get_by_role("link", name=re.compile("^Who connects me")).first.click()
    expect(page).to_have_url(re.compile("/explore/introductions"))
