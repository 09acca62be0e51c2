"""Who asks is told who that is, and what may be asked."""

from typing import Any

import pytest
from changing import Office

ME = "{ me { subject role territory purpose purposes isPurposeNeeded questions changes } }"


def _me(office: Office, role: str, **how: Any) -> Any:
    return office.data(ME, role=role, **how)["me"]


def test_a_liaison_is_told_of_the_own_territory(office: Office) -> None:
    found = _me(office, "liaison", subject="MSL-1", territory=("NY", "IL"))
    assert (found["subject"], found["role"], found["territory"]) == (
        "MSL-1",
        "liaison",
        ["IL", "NY"],
    )
    assert {"introductions", "alerts", "nextTouches"} <= set(found["questions"])
    assert "logEngagement" in found["changes"] and "suppress" not in found["changes"]
    assert "payments" not in found["questions"]


@pytest.mark.parametrize(
    ("role", "asks", "not_asks", "changes"),
    [
        ("viewer", "people", "introductions", ["deleteSavedQuery", "saveQuery", "shareQuery"]),
        ("auditor", "people", "emerging", ["deleteSavedQuery", "saveQuery", "shareQuery"]),
    ],
)
def test_who_may_read_little_is_told_so(
    office: Office, role: str, asks: str, not_asks: str, changes: list[str]
) -> None:
    found = _me(office, role)
    assert asks in found["questions"] and not_asks not in found["questions"]
    assert found["changes"] == changes


def test_what_may_be_asked_is_what_the_purpose_allows(office: Office) -> None:
    selling = ("brand planning=commercial", "exchange=medical")
    at = office.settings.model_copy(
        update={"functions": selling, "purposes": ("brand planning", "exchange")}
    )
    unsaid = _me(office, "admin", settings=at)
    assert (unsaid["purposes"], unsaid["purpose"]) == (["brand planning", "exchange"], "")
    # A purpose of no function reads of no conversation.
    assert "rapports" not in unsaid["questions"] and "people" in unsaid["questions"]
    assert "logEngagement" not in unsaid["changes"]
    assert not unsaid["isPurposeNeeded"]
