"""Does the brief cite a record for each statement, and can it be kept?"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

WHO = """{ liaisons(first: 1) { nodes { liaisonId } } influencers(first: 1) {
  nodes { personId name } } }"""


@pytest.fixture(scope="module")
def asked(address: str) -> tuple[str, str, str]:
    """A liaison, and the id and the name of a person."""
    told = ask(address, WHO)
    person = told["influencers"]["nodes"][0]
    return told["liaisons"]["nodes"][0]["liaisonId"], person["personId"], person["name"]


def test_a_brief_cites_its_sources_and_is_kept_as_pdf(
    page: Page, asked: tuple[str, str, str]
) -> None:
    liaison, person, name = asked
    page.goto(f"/explore/brief?person={person}&liaison={liaison}")
    brief = page.get_by_role("article", name=f"Brief on {name}")
    expect(brief).to_contain_text(f"For {liaison}")
    expect(brief.get_by_role("heading", name="Last touch by anyone")).to_be_visible()
    brief.get_by_role("button", name="Source 1", exact=True).first.click()
    expect(page.locator("#source-1")).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_brief_is_printed_on_one_page(page: Page, asked: tuple[str, str, str]) -> None:
    liaison, person, name = asked
    page.goto(f"/explore/brief?person={person}&liaison={liaison}")
    expect(page.get_by_role("article", name=f"Brief on {name}")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_without_a_liaison_it_is_asked_for_whom(page: Page, asked: tuple[str, str, str]) -> None:
    liaison, person, _ = asked
    page.goto(f"/explore/brief?person={person}")
    expect(page.get_by_text("For whom is it?")).to_be_visible()
    page.get_by_role("textbox", name="For", exact=True).fill(liaison)
    page.get_by_role("option", name=liaison).click()
    expect(page.get_by_role("article")).to_be_visible()
