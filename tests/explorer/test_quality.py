"""The quality of the data: what was refused, and whose identity is in doubt?"""

import re

from playwright.sync_api import Page, expect

from benchmarks.views import ask

REFUSED = "{ sources { title records rejects signals } }"


def test_what_was_refused_is_told_as_the_api_counts_it(page: Page, address: str) -> None:
    answer = ask(address, REFUSED)
    most = max(answer["sources"], key=lambda one: one["rejects"])
    page.goto("/explore/quality")
    rows = page.get_by_role("table", name="Sources").get_by_role("row")
    expect(rows.nth(1)).to_contain_text(most["title"])
    expect(rows.nth(1)).to_contain_text(f"{most['rejects']:,}")


def test_doubts_are_narrowed_by_certainty_and_open_to_their_reasons(page: Page) -> None:
    page.goto("/explore/quality?below=0.9")
    doubts = page.get_by_role("region", name="Whose identity is in doubt")
    first = doubts.get_by_role("listitem").first
    expect(first).to_contain_text("sure")
    first.get_by_role("button", name=re.compile("Why this person")).first.click()
    expect(first).to_contain_text("believed to be this person with")
    doubts.get_by_label("Certainty below").first.click()
    page.get_by_role("option", name="0.60").click()
    expect(page).to_have_url(re.compile("below=0.6"))
