"""Each check ends in each of its outcomes, and nothing unknown is ever shown as clear."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.screening.facts import (
    COMPETITOR,
    INVITING,
    OTHER,
    Asked,
    Dossier,
    Exclusion,
    Licence,
    Listing,
    Paid,
    Reason,
    Studied,
)
from algorithms.screening.limits import limits
from algorithms.screening.outcomes import Check, Outcome, Record, graver, worst
from algorithms.screening.payments import Sum, sums
from algorithms.screening.roles import KINDS, roles
from algorithms.screening.screening import overall, screened
from algorithms.screening.statement import canonical, digest, stated

B, A, U, C = Outcome
ON = date(2025, 2, 1)


def _record(node: str = "Licence:1") -> Record:
    return Record("by hand", "1", node, "said", ON)


def _listing(name: str, listed_on: date | None = None) -> Listing:
    return Listing(name, name, date(2025, 1, 20), date(2024, 12, 31), listed_on)


LISTINGS = {
    name: _listing(name)
    for name in (
        *("licences", "nppes", "open-payments", "companies", "clinical-trials", "pubmed"),
        *("congresses", "societies", "leadership"),
    )
} | {name: _listing(name, date(2025, 1, 10)) for name in ("leie", "sam")}


def _licence(status: str = "active", **given: Any) -> Licence:
    """A licence in IL that the board was asked of two weeks before, in force and without action."""
    said = {"expires_on": date(2026, 6, 30), "action": "none", "checked_on": date(2025, 1, 15)}
    return Licence(_record(), "IL", "L1", status, **(said | given))


def _asked(role: str = "speaker", **given: Any) -> Asked:
    return Asked(roles()[role], "Acme", ("IL",), ON, **given)


def _paid(usd: float | None, side: str = INVITING, group: str = "speaking", **given: Any) -> Paid:
    day = given.pop("paid_on", date(2024, 6, 1))
    name = {INVITING: "Acme", COMPETITOR: "Rival"}.get(side, "Other")
    node = f"Payment:{usd}-{side}-{group}-{day}"
    return Paid(_record(node), side, name, group, day.year, day, usd)


CLEAN = Dossier(
    asked=_asked(hours=2, rate_usd=350),
    name="Ada Example",
    npi="1999000015",
    enumerated_on=date(2006, 5, 23),
    registered=_record("Person:P1"),
    specialty="Cardiology",
    since=2005,
    listings=LISTINGS,
    licences=(_licence(),),
    reasons=(Reason("papers", _record("Paper:1")),),
    competitors=("Rival",),
)


def _check(dossier: Dossier, name: str) -> Check:
    [found] = [one for one in screened(dossier) if one.name == name]
    return found


def test_who_is_known_all_over_and_clean_is_clear() -> None:
    checks = screened(CLEAN)
    assert [one.outcome for one in checks] == [
        C
    ] * 11  # 2 lists, 1 state, the NPI, 3 of payments, 2 of conflicts, reason, fee
    assert overall(checks) is C


LICENCES = {
    "active, asked lately, no action": ((_licence(),), C),
    "no source names one": ((), U),
    "of another state": ((replace(_licence(), state="WI"),), U),
    "the registry names one, no board was asked": ((_licence("unknown", checked_on=None),), U),
    "the board gives no standing": ((_licence("unknown", expires_on=None),), U),
    "active, and of actions nothing is said": ((_licence(action=None),), U),
    # 1 February less 90 days is 3 November.
    "asked 90 days ago": ((_licence(checked_on=date(2024, 11, 3)),), C),
    "asked 91 days ago": ((_licence(checked_on=date(2024, 11, 2)),), A),
    # 1 February and 60 days is 2 April.
    "ends in 60 days": ((_licence(expires_on=date(2025, 4, 2)),), A),
    "ends in 61 days": ((_licence(expires_on=date(2025, 4, 3)),), C),
    "expired": ((_licence("expired", expires_on=date(2023, 6, 30)),), A),
    "said to be active, and over": ((_licence(expires_on=date(2025, 1, 31)),), A),
    "reprimanded": ((_licence(action="reprimand", action_on=date(2024, 3, 1)),), A),
    "on probation": ((_licence("probation"),), A),
    "suspended": ((_licence("suspended", action="suspension"),), B),
    "one active, one expired before": ((_licence("expired", action=None), _licence()), C),
    "one active, one revoked": ((_licence(), _licence("revoked")), B),
}


@pytest.mark.parametrize(("licences", "outcome"), LICENCES.values(), ids=LICENCES)
def test_a_licence_is_clear_by_the_word_of_its_board_alone(
    licences: tuple[Licence, ...], outcome: Outcome
) -> None:
    check = _check(replace(CLEAN, licences=licences), "licence-IL")
    assert check.outcome is outcome, check.why


def test_an_investigator_whose_licence_is_over_is_blocked() -> None:
    expired = replace(CLEAN, licences=(_licence("expired"),), asked=_asked("investigator"))
    assert _check(expired, "licence-IL").outcome is B


def test_every_state_is_checked_and_none_given_is_unknown() -> None:
    both = replace(CLEAN, asked=replace(CLEAN.asked, states=("IL", "WI")))
    assert [_check(both, f"licence-{one}").outcome for one in ("IL", "WI")] == [C, U]
    nowhere = replace(CLEAN, asked=replace(CLEAN.asked, states=()))
    assert _check(nowhere, "licence").outcome is U


def _excluded(current: bool, sources: str = "leie sam", **given: Any) -> Exclusion:
    since = date(2015, 3, 20)
    return Exclusion(_record("Exclusion:1"), frozenset(sources.split()), current, since, **given)


def test_an_exclusion_in_force_blocks_by_the_lists_that_hold_it() -> None:
    found = replace(CLEAN, exclusions=(_excluded(True, "leie"),))
    assert _check(found, "exclusion-leie").outcome is B
    assert _check(found, "exclusion-sam").outcome is C
    assert "2015-03-20" in _check(found, "exclusion-leie").why
    assert overall(screened(found)) is B


def test_who_was_reinstated_or_left_the_list_needs_attention() -> None:
    back = _excluded(False, ended_on=date(2020, 1, 20), is_reinstated=True)
    gone = _excluded(False, ended_on=date(2021, 2, 1))
    for past, word in ((back, "was reinstated (2020-01-20)"), (gone, "is no longer listed")):
        check = _check(replace(CLEAN, exclusions=(past,)), "exclusion-leie")
        assert check.outcome is A
        assert word in check.why
    again = replace(CLEAN, exclusions=(back, _excluded(True)))
    assert _check(again, "exclusion-leie").outcome is B


def test_an_entry_of_that_name_without_an_npi_may_be_the_person() -> None:
    like = replace(CLEAN, namesakes=(_excluded(True, "leie"),))
    check = _check(like, "exclusion-leie")
    assert (check.outcome, len(check.records)) == (A, 1)
    assert "ask whether it is the person" in check.why
    assert _check(like, "exclusion-sam").outcome is C
    assert _check(replace(like, npi=None), "exclusion-leie").outcome is A
    both = replace(like, exclusions=(_excluded(True, "leie"),))
    assert _check(both, "exclusion-leie").outcome is B


def _with(name: str, listing: Listing | None) -> Dossier:
    others = {key: one for key, one in LISTINGS.items() if key != name}
    return replace(CLEAN, listings=others | ({name: listing} if listing else {}))


@pytest.mark.parametrize("name", ["leie", "sam"])
def test_a_list_clears_only_where_it_is_loaded_fresh_and_knows_the_npi(name: str) -> None:
    check = f"exclusion-{name}"
    assert _check(_with(name, None), check).outcome is U
    assert _check(_with(name, Listing(name, name, ON)), check).outcome is U
    assert _check(replace(CLEAN, npi=None), check).outcome is U
    # 1 February less 55 days is 8 December.
    assert _check(_with(name, _listing(name, date(2024, 12, 8))), check).outcome is C
    old = _check(_with(name, _listing(name, date(2024, 12, 7))), check)
    assert old.outcome is A
    assert "56 days ago" in old.why


def test_an_npi_is_active_deactivated_or_not_known() -> None:
    assert _check(CLEAN, "npi").outcome is C
    assert _check(replace(CLEAN, npi=None, registered=None), "npi").outcome is U
    assert _check(_with("nppes", None), "npi").outcome is U
    off = _check(replace(CLEAN, deactivated_on=date(2019, 3, 11)), "npi")
    assert (off.outcome, "2019-03-11" in off.why) == (A, True)


PAYMENTS = {
    "none reported": ((), C),
    "below the limit": ((_paid(4_999.99),), C),
    "at the limit, in two": ((_paid(3_000), _paid(2_000, group="consulting")), A),
    # The window is the 365 days to 31 December 2024, a leap year: it begins on 2 January.
    "large, on its first day": ((_paid(6_000, paid_on=date(2024, 1, 2)),), A),
    "large, the day before": ((_paid(6_000, paid_on=date(2024, 1, 1)),), C),
    "of no amount": ((_paid(None),), U),
    "one large, one of no amount": ((_paid(6_000), _paid(None)), A),
}


@pytest.mark.parametrize(("paid", "outcome"), PAYMENTS.values(), ids=PAYMENTS)
@pytest.mark.parametrize("side", [INVITING, OTHER])
def test_payments_of_a_year_are_summed_by_family(
    paid: tuple[Paid, ...], outcome: Outcome, side: str
) -> None:
    name = "Acme" if side == INVITING else "Other"
    moved = tuple(replace(one, side=side, family=name) for one in paid)
    which = "payments-company" if side == INVITING else "payments-others"
    assert _check(replace(CLEAN, paid=moved), which).outcome is outcome


def test_others_are_not_added_up_across_families() -> None:
    paid = tuple(replace(_paid(3_000, OTHER), family=name) for name in ("One", "Two"))
    assert _check(replace(CLEAN, paid=paid), "payments-others").outcome is C


def test_no_payment_means_nothing_where_open_payments_could_not_say() -> None:
    stale = Listing("open-payments", "", ON, date(2023, 8, 2))  # 549 days before
    fresh = Listing("open-payments", "", ON, date(2023, 8, 3))
    names = ("payments-company", "payments-others", "ownership", "competitors")
    for name in names:
        assert _check(_with("open-payments", stale), name).outcome is U
        assert _check(_with("open-payments", fresh), name).outcome is C
        assert _check(_with("open-payments", None), name).outcome is U
        assert _check(replace(CLEAN, npi=None), name).outcome is U


def test_an_ownership_interest_needs_attention_whatever_its_value() -> None:
    found = _check(replace(CLEAN, paid=(_paid(None, OTHER, "ownership"),)), "ownership")
    assert (found.outcome, len(found.records)) == (A, 1)


def test_fees_of_a_competitor_count_for_two_years_and_meals_do_not() -> None:
    # 730 days to 31 December 2024 begin on 2 January 2023.
    for day, group, outcome in (
        (date(2023, 1, 2), "consulting", A),
        (date(2023, 1, 1), "consulting", C),
        (date(2024, 6, 1), "meals", C),
    ):
        paid = _paid(10, COMPETITOR, group, paid_on=day)
        assert _check(replace(CLEAN, paid=(paid,)), "competitors").outcome is outcome
    assert _check(replace(CLEAN, competitors=None), "competitors").outcome is U
    assert _check(replace(CLEAN, competitors=()), "competitors").outcome is C


def test_trials_of_the_company_and_of_a_competitor_are_told() -> None:
    own = Studied(_record("Trial:1"), INVITING, "Acme")
    rival = Studied(_record("Trial:2"), COMPETITOR, "Rival")
    assert _check(CLEAN, "trials").outcome is C
    for named, word in (((own,), "Acme"), ((rival, own), "Rival")):
        check = _check(replace(CLEAN, trials=named), "trials")
        assert (check.outcome, word in check.why) == (A, True)
        assert len(check.records) == len(named)
    # What is known stays known where no list says who competes.
    assert _check(replace(CLEAN, trials=(own,), competitors=None), "trials").outcome is A
    assert _check(replace(CLEAN, competitors=None), "trials").outcome is U
    assert _check(_with("clinical-trials", None), "trials").outcome is U


def test_a_role_needs_one_of_its_fair_reasons() -> None:
    assert _check(CLEAN, "rationale").outcome is C
    unfit = replace(CLEAN, reasons=(Reason("practice", _record("Specialty:1")),))
    assert _check(unfit, "rationale").outcome is A
    attends = replace(unfit, asked=_asked("attendee"))
    assert _check(attends, "rationale").outcome is C
    silent = replace(_with("congresses", None), reasons=())
    check = _check(silent, "rationale")
    assert (check.outcome, "Not loaded: congresses" in check.why) == (U, True)


def test_a_fee_is_stated_with_what_it_rests_on_and_never_called_fair() -> None:
    clear = _check(CLEAN, "fee")
    assert clear.outcome is C
    # 2 hours at 350 are 700; 2025 less 2005 are 20 years.
    assert "700.00 USD" in clear.why
    assert "20 years since 2005" in clear.why
    assert "for whoever sets the rates" in clear.why
    for asked in (_asked(), _asked(hours=2), _asked(rate_usd=350)):
        assert _check(replace(CLEAN, asked=asked), "fee").outcome is U
    assert _check(replace(CLEAN, since=None), "fee").outcome is U
    assert _check(replace(CLEAN, specialty=None), "fee").outcome is U
    assert _check(replace(CLEAN, paid=(_paid(699.99),)), "fee").outcome is A
    assert _check(replace(CLEAN, paid=(_paid(700),)), "fee").outcome is C


@pytest.mark.parametrize("role", ["author", "attendee"])
def test_no_fee_is_due_for_signing_or_attending(role: str) -> None:
    assert _check(replace(CLEAN, asked=_asked(role)), "fee").outcome is C
    paid = replace(CLEAN, asked=_asked(role, hours=1, rate_usd=1))
    assert _check(paid, "fee").outcome is A


def test_the_worst_outcome_stands_in_the_order_that_is_stated() -> None:
    assert [worst(pair) for pair in ((C, U), (U, A), (A, B), (C, B))] == [U, A, B, B]
    assert worst(()) is U
    checks = [
        Check(name, name, outcome, "") for name, outcome in zip("abcd", (C, A, B, U), strict=True)
    ]
    assert [one.outcome for one in graver(checks)] == [B, A, U, C]


@given(st.lists(st.sampled_from(Outcome)), st.integers(0, 20))
def test_one_more_unknown_never_makes_it_better(outcomes: list[Outcome], at: int) -> None:
    order = list(Outcome)
    more = [*outcomes[:at], U, *outcomes[at:]]
    assert order.index(worst(more)) <= order.index(U)
    assert order.index(worst(more)) <= order.index(worst(outcomes))


@settings(max_examples=200)
@given(st.data())
def test_whoever_is_clear_is_not_any_more_where_something_is_not_known(data: st.DataObject) -> None:
    """Take away what makes a person clear, in any combination: nothing comes out as clear."""
    without: dict[str, Any] = {
        "npi": None,
        "licences": (),
        "competitors": None,
        "specialty": None,
        "since": None,
        "reasons": (),
    }
    fields = data.draw(st.sets(st.sampled_from(sorted(without))))
    gone = data.draw(st.sets(st.sampled_from(["leie", "sam", "open-payments", "nppes"])))
    listings = {name: one for name, one in LISTINGS.items() if name not in gone}
    dossier = replace(CLEAN, listings=listings, **{name: without[name] for name in fields})
    assert (overall(screened(dossier)) is C) == (not fields and not gone)


def test_payments_are_summed_by_family_nature_and_year_the_companys_own_first() -> None:
    paid = [
        _paid(100, OTHER),
        _paid(10.10),
        _paid(20.20),
        _paid(5, INVITING, "meals"),
        _paid(None, INVITING, "meals", paid_on=date(2023, 1, 1)),
        _paid(7, COMPETITOR),
    ]
    assert sums(paid) == [
        Sum("Acme", INVITING, "speaking", 2024, 30.30, 2),  # 10.10 + 20.20
        Sum("Acme", INVITING, "meals", 2024, 5, 1),
        Sum("Acme", INVITING, "meals", 2023, None, 1),
        Sum("Rival", COMPETITOR, "speaking", 2024, 7, 1),
        Sum("Other", OTHER, "speaking", 2024, 100, 1),
    ]


def test_a_statement_is_the_same_text_for_the_same_facts_and_holds_the_newest_records() -> None:
    many = tuple(_paid(1, paid_on=date(2024, 1, 1 + day % 28), group="meals") for day in range(150))
    dossier = replace(CLEAN, paid=many)
    first, again = (stated(dossier, screened(dossier)) for _ in range(2))
    assert canonical(first) == canonical(again)
    assert len(digest(canonical(first))) == 64
    [check] = [one for one in first["checks"] if one["name"] == "payments-company"]
    assert (check["recordCount"], len(check["records"])) == (150, 100)
    assert digest(canonical(first | {"npi": "x"})) != digest(canonical(first))


def test_each_limit_has_its_reason_and_each_reason_of_a_role_a_source() -> None:
    assert all(one.value > 0 and one.unit and len(one.why) > 20 for one in limits().values())
    assert all(one.reasons and set(one.reasons) <= KINDS.keys() for one in roles().values())
    assert {one.licence for one in roles().values()} == {"must", "may"}
