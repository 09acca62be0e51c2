"""Is it clear to invite somebody, and is what was found filed?"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

WHO = """{ companies(first: 1) { nodes { companyId } }
  people(filter: { npi: { isNull: false } }, first: 1) { nodes { personId name } } }"""


@pytest.fixture(scope="module")
def asked(address: str) -> dict[str, str]:
    """Somebody with an NPI, and a company that invites."""
    told = ask(address, WHO)
    company = told["companies"]["nodes"][0]["companyId"]
    return told["people"]["nodes"][0] | {"company": company}


def test_a_screening_tells_every_check_and_opens_to_its_records(
    page: Page, asked: dict[str, str]
) -> None:
    page.goto(f"/explore/screening?person={asked['personId']}&company={asked['company']}")
    expect(page.get_by_text("Say to be what")).to_be_visible()
    page.get_by_role("combobox", name="To be").click()
    page.get_by_role("option", name="Attendee").click()
    told = page.get_by_role("article", name=f"Screening of {asked['name']}")
    expect(told.get_by_role("heading", name="NPI", exact=True)).to_be_visible()
    told.get_by_role("button", name=re.compile(r"^\d+ records?: NPI")).click()
    expect(told.get_by_text(re.compile(r"^nppes · \d+ · ")).first).to_be_visible()
    expect(told).to_contain_text("What it rests on")


def test_a_screening_is_filed_after_it_is_said_what_for_and_is_kept_as_pdf(
    page: Page, asked: dict[str, str]
) -> None:
    where = f"person={asked['personId']}&company={asked['company']}&role=SPEAKER"
    page.goto(f"/explore/screening?{where}")
    page.get_by_role("button", name="File it").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="File it for good")).to_be_disabled()
    dialog.get_by_role("textbox", name="What it is filed for").fill("A talk")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^Number \d+, filed"))).to_be_visible()
    filed = page.get_by_role("region", name="Filed screenings")
    expect(filed.get_by_role("listitem").first).to_contain_text("A talk")
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.reload()
    expect(page.get_by_text(re.compile(r"^Number \d+, filed"))).to_be_visible()
    page.get_by_role("button", name="Screen anew").click()
    expect(page.get_by_role("button", name="File it")).to_be_visible()
