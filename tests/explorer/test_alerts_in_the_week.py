"""An alert of what a liaison watches is read, opened and judged in the week."""

from datetime import UTC, date, datetime

from conftest import As
from playwright.sync_api import expect

from algorithms.alerts.kinds import says
from schema.settings import Settings
from workspace import alerts, watches
from workspace.store import opened

RECORDS = [
    alerts.AlertRecord("paper:1", "90000001", "On hearts", "pubmed", date(2024, 12, 1), None),
    alerts.AlertRecord("paper:2", "90000002", "<b>On</b> lungs", "pubmed", date(2024, 12, 2), None),
]


def _raised(settings: Settings, owner: str, person: str, name: str) -> None:
    """An alert as a refresh raises it, of a watch of the owner's."""
    whom, rights = watches.Watched(persons=[person]), watches.Rights("liaison")
    watches.save(settings, owner, "Hearts", whom, [person], [], rights)
    one = alerts.Alert(
        0, owner, 1, "Hearts", person, name, "PAPER", False, "digest", date(2024, 12, 31),
        datetime.now(UTC), records=RECORDS,
    )  # fmt: skip
    with opened(settings) as work:
        alerts.keep(work, [one], says)


def test_an_alert_is_opened_judged_and_read(seen_as: As, guarded: tuple[str, Settings]) -> None:
    _, settings = guarded
    watched, _ = seen_as("liaison", "TX")
    page = watched.page
    page.goto("/?state=%5B%22TX%22%5D")
    link = page.get_by_role("region", name="People").get_by_role("link").first
    name, at = link.inner_text(), link.get_attribute("href") or ""
    _raised(settings, "u-liaison", at.split("id=")[1].strip('"%2'), name)
    page.goto("/explore/week")
    new = page.get_by_role("region", name="New", exact=True)
    told = new.get_by_role("listitem").first
    expect(told).to_contain_text(f"{name}: 2 new papers")
    told.get_by_text("2 records").click()
    expect(told).to_contain_text("pubmed 90000002, 2024-12-02: <b>On</b> lungs")
    useful = told.get_by_role("button", name="Of use")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    new.get_by_role("button", name="I have read these").click()
    expect(new.get_by_text("Nothing new")).to_be_visible()
    new.get_by_role("checkbox", name="Read ones too").check()
    expect(useful).to_have_attribute("aria-pressed", "true")
