"""Who makes a board, and which experts does a product need?"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

WHO = """{ products(filter: { conditions: {} }, first: 1) {
  nodes { name conditions(first: 1) { nodes { name } } } } }"""


@pytest.fixture(scope="module")
def product(address: str) -> tuple[str, str]:
    """A product, and what it is for."""
    told = ask(address, WHO)
    found = told["products"]["nodes"][0]
    return found["name"], found["conditions"]["nodes"][0]["name"]


def test_a_board_is_proposed_and_again_without_a_seat(page: Page) -> None:
    page.goto("/explore/board")
    page.get_by_role("textbox", name="Seats").fill("3")
    page.get_by_role("button", name="Propose a board").click()
    seats = page.get_by_role("list", name="Seats").locator("> li")
    expect(seats).to_have_count(3)
    expect(page).to_have_url(re.compile("seats=3"))
    name = seats.first.get_by_role("link").first.inner_text()
    seats.first.get_by_role("button", name=f"Without {name}").click()
    expect(page.get_by_role("group", name="Who must not be in")).to_contain_text(name)
    expect(seats.get_by_role("button", name=f"Without {name}")).to_have_count(0)
    page.go_back()
    expect(seats.first.get_by_role("button", name=f"Without {name}")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert name in Path(download.value.path()).read_text("utf-8")


def test_a_lifecycle_tells_experts_with_their_records_and_who_is_late(
    page: Page, product: tuple[str, str]
) -> None:
    name, condition = product
    page.goto("/explore/lifecycle")
    page.get_by_role("textbox", name="Product").fill(name)
    page.get_by_role("option", name=name).first.click()
    part = page.get_by_role("region", name=condition)
    expert = part.get_by_role("listitem").first
    expert.get_by_role("button", name=re.compile("^Why ")).click()
    expect(expert).to_contain_text("The latest records")
    page.get_by_role("switch", name="Only those missed or met late").check()
    expect(page).to_have_url(re.compile("late=true"))
