"""Which mentions are held to be one person, which are not, and why."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.funding import PrincipalInvestigator, Project
from schema.mentions import Affiliation, Byline, Official, Payee, Practitioner
from schema.nodes import Institution
from schema.vocabulary import Declared

Stated = dict[type[Declared], list[dict[str, Any]]]
Claims = dict[str, dict[str, Any]]
Decide = Callable[[Stated], Claims]

ORCID, OTHER_ORCID = "0000-0009-9912-3452", "0000-0009-9954-3211"
OAK = {
    "institution_id": "ror:0oak00001",
    "name": "Oak University",
    "city": "Springfield",
    "state": "IL",
}
ELM = {"institution_id": "ror:0elm00002", "name": "Elm Hospital", "city": "Dover", "state": "DE"}
AT_OAK = "Department of Hearts, Oak University, Springfield, IL."
AT_OAK_TOO = "Oak University, School of Medicine, Springfield, Illinois"
AT_ELM = "Elm Hospital, Dover, DE, USA"


def _paper(pmid: str, *authors: tuple[str, str] | tuple[str, str, dict[str, str]]) -> Stated:
    """A paper's bylines `(family name, given names, more)`; more: `orcid`, or `at`, the
    affiliation."""
    found: Stated = {Byline: [], Affiliation: []}
    for position, (last, fore, *more) in enumerate(authors, 1):
        given = dict(more[0]) if more else {}
        at = given.pop("at", None)
        mention = f"pubmed:{pmid}:{position}"
        name = {"last_name": last, "fore_name": fore, "is_valid": True, "is_equal": False}
        row = {"mention": mention, "pmid": pmid, "position": position, **name, **given}
        found[Byline].append(row)
        if at:
            found[Affiliation].append({"mention": mention, "ordinal": 1, "text": at})
    return found


def _registered(
    npi: str, last: str, first: str, city: str, state: str, suffix: str | None = None
) -> Stated:
    name = {"last_name": last, "first_name": first, "city": city, "state": state}
    name |= {"suffix": suffix} if suffix else {}
    return {Practitioner: [{"npi": npi, **name}]}


def _paid(payment: str, npi: str | None, profile: str | None) -> Stated:
    ids = {"payment_id": payment, "npi": npi, "profile_id": profile}
    return {Payee: [{"mention": f"open-payments:{payment}:recipient", "role": "recipient", **ids}]}


def _project(number: str, profile: str, at: str) -> Stated:
    """A grant's year and its one investigator, of this NIH profile."""
    application, mention = f"nih-{number}", f"reporter:nih-{number}:1"
    project = {"application_id": application, "core_project": f"R01HL99000{number}"}
    leader = {"last_name": "QUILL", "fore_name": "ADA", "name": "QUILL, ADA", "role": "contact"}
    led = {"mention": mention, "application_id": application, "profile_id": profile, "ordinal": 1}
    return {
        Project: [project | {"fiscal_year": 2022, "title": "Oaks and hearts"}],
        PrincipalInvestigator: [leader | led],
        Affiliation: [{"mention": mention, "ordinal": 1, "text": at}],
    }


def _all(*stated: Stated) -> Stated:
    together: Stated = {Institution: [OAK, ELM]}
    for one in stated:
        for declared, rows in one.items():
            together[declared] = together.get(declared, []) + rows
    return together


def _persons(claims: Claims, *mentions: str) -> int:
    """How many persons the mentions are held to be."""
    return len({claims[mention]["person_id"] for mention in mentions})


def test_an_orcid_joins_two_spellings(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "A B", {"orcid": ORCID})),
            _paper("2", ("Quill", "Ada", {"orcid": ORCID})),
        )
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 1
    assert f"ORCID {ORCID} is printed with it" in found["pubmed:1:1"]["reasons"]
    assert found["pubmed:1:1"]["score"] == pytest.approx(0.99)


def test_an_orcid_printed_with_another_persons_name_joins_one_of_the_two(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada", {"orcid": ORCID})),
            _paper("2", ("Quill", "Ada", {"orcid": ORCID})),
            _paper("3", ("Marsh", "Bo", {"orcid": ORCID})),
        )
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 1
    assert _persons(found, "pubmed:1:1", "pubmed:3:1") == 2


def test_an_orcid_printed_as_often_with_two_names_is_that_of_the_first_record(
    claims: Decide,
) -> None:
    stated = _all(
        _paper("1", ("Marsh", "Ada B", {"orcid": ORCID})),
        _paper("2", ("Quill", "A", {"orcid": ORCID}), ("Quill", "A", {"orcid": OTHER_ORCID})),
    )
    for _ in range(4):
        found = claims(stated)
        assert f"ORCID {ORCID} is printed with it" in found["pubmed:1:1"]["reasons"]
        assert found["pubmed:2:1"]["reasons"] == ["no other record was joined to it"]


def test_two_orcids_are_two_persons_whatever_the_names(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada", {"orcid": ORCID, "at": AT_OAK})),
            _paper("2", ("Quill", "Ada", {"orcid": OTHER_ORCID, "at": AT_OAK})),
        )
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 2


def test_two_nih_profiles_are_two_persons_and_one_is_one_whatever_the_records_say(
    claims: Decide,
) -> None:
    found = claims(
        _all(_project("1", "7", AT_OAK), _project("2", "7", AT_ELM), _project("3", "8", AT_OAK))
    )
    one, moved, other = (f"reporter:nih-{number}:1" for number in "123")
    assert _persons(found, one, moved) == 1
    assert _persons(found, one, other) == 2


@pytest.mark.parametrize("initials", ["A", "A.", "AB"])
def test_initials_with_nothing_else_in_common_do_not_join(claims: Decide, initials: str) -> None:
    one, two = ("Quill", initials, {"at": AT_OAK}), ("Quill", initials, {"at": AT_ELM})
    found = claims(_all(_paper("1", one, ("Marsh", "Bo")), _paper("2", two, ("Reed", "Cy"))))
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 2


@pytest.mark.parametrize("initials", ["A", "A.", "AB"])
def test_initials_with_a_shared_co_author_and_affiliation_join(
    claims: Decide, initials: str
) -> None:
    found = claims(
        _all(*(_paper(pmid, ("Quill", initials, {"at": AT_OAK}), ("Marsh", "Bo")) for pmid in "12"))
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 1


def test_the_same_full_name_at_the_same_institution_is_one_person(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada", {"at": AT_OAK})),
            _paper("2", ("QUILL", "Áda", {"at": AT_OAK_TOO})),
        )
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 1
    (reason,) = found["pubmed:1:1"]["reasons"]
    assert reason.startswith("with pubmed:2:1, probability ")
    assert "same first name, own affiliations alike" in reason
    assert found["pubmed:1:1"]["model"] is not None


def test_the_same_full_name_at_two_institutions_is_two_persons(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada", {"at": AT_OAK})),
            _paper("2", ("Quill", "Ada", {"at": AT_ELM})),
        )
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 2
    assert found["pubmed:1:1"]["reasons"] == ["no other record was joined to it"]


def test_different_middle_initials_keep_two_persons_apart(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada B", {"at": AT_OAK})),
            _paper("2", ("Quill", "Ada C", {"at": AT_OAK})),
        )
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 2


def test_a_middle_initial_that_is_left_out_contradicts_nothing(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada B", {"at": AT_OAK})),
            _paper("2", ("Quill", "Ada", {"at": AT_OAK})),
        )
    )
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 1


def test_the_same_full_name_with_the_same_co_author_is_one_person(claims: Decide) -> None:
    found = claims(_all(*(_paper(pmid, ("Quill", "Ada"), ("Marsh", "Bo")) for pmid in "12")))
    assert _persons(found, "pubmed:1:1", "pubmed:2:1") == 1
    assert _persons(found, "pubmed:1:2", "pubmed:2:2") == 1
    assert _persons(found, "pubmed:1:1", "pubmed:1:2") == 2


def test_two_bylines_of_one_paper_are_never_one_person(claims: Decide) -> None:
    """A third record would join both of the first paper; it joins one of them."""
    twice = ("Quill", "Ada", {"at": AT_OAK})
    found = claims(_all(_paper("1", twice, twice), _paper("2", twice)))
    assert _persons(found, "pubmed:1:1", "pubmed:1:2") == 2
    assert _persons(found, "pubmed:1:1", "pubmed:1:2", "pubmed:2:1") == 2


@pytest.mark.parametrize("spelling", ["Ada", "A", "Ada Mae"])
def test_whom_one_paper_lists_twice_with_one_orcid_is_one_person(
    claims: Decide, spelling: str
) -> None:
    career = [_paper(pmid, ("Quill", "Ada", {"orcid": ORCID})) for pmid in "23"]
    twice = ("Quill", "Ada", {"orcid": ORCID}), ("Quill", spelling, {"orcid": ORCID})
    found = claims(_all(_paper("1", *twice), *career))
    assert _persons(found, "pubmed:1:1", "pubmed:1:2", "pubmed:2:1", "pubmed:3:1") == 1


@pytest.mark.parametrize(
    "others",
    [
        [("Quill", "Ben"), ("Marsh", "Bo")],
        [("Marsh", "Bo"), ("Reed", "Cy"), ("Vale", "Di")],
        [("Quill", "Abe")],
    ],
)
def test_an_orcid_printed_for_all_authors_is_its_holders_alone(
    claims: Decide, others: list[tuple[str, str]]
) -> None:
    career = [_paper(pmid, ("Quill", "Ada", {"orcid": ORCID})) for pmid in "23"]
    names = [("Quill", "Ada"), *others]
    found = claims(_all(_paper("1", *((*name, {"orcid": ORCID}) for name in names)), *career))
    assert _persons(found, "pubmed:1:1", "pubmed:2:1", "pubmed:3:1") == 1
    assert found["pubmed:1:1"]["orcid"] == ORCID
    for place in range(2, len(names) + 1):
        assert found[f"pubmed:1:{place}"]["orcid"] is None
        assert found[f"pubmed:1:{place}"]["person_id"] != found["pubmed:2:1"]["person_id"]


def test_an_orcid_that_only_one_paper_prints_for_several_is_nobodys(claims: Decide) -> None:
    names = [("Quill", "Ada"), ("Marsh", "Bo")]
    found = claims(_all(_paper("1", *((*name, {"orcid": ORCID}) for name in names))))
    assert {claim["orcid"] for claim in found.values()} == {None}


def test_a_wrong_orcid_does_not_part_a_career(claims: Decide) -> None:
    """Two papers of one person carry her own iD, a third a colleague's."""
    ada, bo = ("Quill", "Ada", {"at": AT_OAK}), ("Marsh", "Bo", {"at": AT_OAK})
    own, wrong = {"at": AT_OAK, "orcid": ORCID}, {"at": AT_OAK, "orcid": OTHER_ORCID}
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada", own), ("Marsh", "Bo", wrong)),
            _paper("2", ("Quill", "Ada", own), ("Marsh", "Bo", wrong)),
            _paper("3", ("Quill", "Ada", wrong), bo),
            _paper("4", ada, bo),
        )
    )
    assert _persons(found, *(f"pubmed:{pmid}:1" for pmid in "1234")) == 1
    assert found["pubmed:3:1"]["orcid"] is None


def test_one_trial_that_names_a_person_twice_names_one_person(claims: Decide) -> None:
    officials = [
        {
            "mention": f"clinical-trials:NCT00000001:{n}",
            "nct_id": "NCT00000001",
            "ordinal": n,
            "name": "Ada Quill, MD",
            "last_name": "Quill",
            "fore_name": "Ada",
            "role": role,
        }
        for n, role in ((1, "PRINCIPAL_INVESTIGATOR"), (2, "STUDY_CHAIR"))
    ]
    found = claims(_all({Official: officials}))
    assert _persons(found, *(o["mention"] for o in officials)) == 1


def test_two_npis_never_merge_even_with_one_profile(claims: Decide) -> None:
    found = claims(_all(_paid("1", "1999000015", "77"), _paid("2", "1999000023", "77")))
    assert _persons(found, "open-payments:1:recipient", "open-payments:2:recipient") == 2


def test_one_profile_joins_a_payment_without_npi(claims: Decide) -> None:
    found = claims(_all(_paid("1", "1999000015", "77"), _paid("2", None, "77")))
    assert _persons(found, "open-payments:1:recipient", "open-payments:2:recipient") == 1
    reasons = ["Open Payments profile 77 is reported with the payment"]
    assert found["open-payments:2:recipient"]["reasons"] == reasons


def test_name_and_city_give_the_npi_that_alone_fits(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada", {"at": AT_OAK})),
            _registered("1999000015", "QUILL", "ADA", "SPRINGFIELD", "IL"),
            _registered("1999000023", "QUILL", "ADA", "DOVER", "DE"),
        )
    )
    assert _persons(found, "pubmed:1:1", "nppes:1999000015") == 1
    # Of two namesakes: 0.5/2 * (0.8/0.005 + 0.1/0.005 + 0.2) = 45.05 in the city, 0.5/2 * 0.2 =
    # 0.05 elsewhere in the country, 0.5 * (2 * 2/1,002 + 0.05) = 0.027 for neither.
    assert found["pubmed:1:1"]["score"] == pytest.approx(45.05 / 45.127, abs=1e-4)
    (reason,) = found["pubmed:1:1"]["reasons"]
    assert reason.startswith("NPI 1999000015 with probability 1.0: 2 practitioners bear this")
    assert "same city" in reason


def test_name_and_city_that_two_practitioners_fit_give_none(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "Ada", {"at": AT_OAK})),
            _registered("1999000015", "QUILL", "ADA", "SPRINGFIELD", "IL"),
            _registered("1999000023", "QUILL", "ADA", "SPRINGFIELD", "IL"),
        )
    )
    assert _persons(found, "pubmed:1:1", "nppes:1999000015", "nppes:1999000023") == 3


@pytest.mark.parametrize(
    ("printed", "registered", "tied"),
    [
        ("Jr", ["Sr", "Jr"], "1999000023"),
        ("III", ["Sr", "III"], "1999000023"),
        ("Sr", ["Sr", "Jr"], "1999000015"),
        ("Jr", [None, "Jr"], "1999000023"),
        ("Jr", [None], None),
        ("Jr", ["Sr"], None),
        (None, [None, "Jr"], None),
        (None, ["Jr"], "1999000015"),
    ],
)
def test_papers_of_a_son_are_never_those_of_his_father_in_the_registry(
    claims: Decide, printed: str | None, registered: list[str | None], tied: str | None
) -> None:
    family = [
        _registered(npi, "QUILL", "ADAM", "SPRINGFIELD", "IL", suffix)
        for npi, suffix in zip(NPIS, registered, strict=False)
    ]
    found = claims(_all(_paper("1", ("Quill", "Adam", _printed(printed))), *family))
    ties = [npi for npi in NPIS if f"nppes:{npi}" in found]
    ties = [npi for npi in ties if _persons(found, "pubmed:1:1", f"nppes:{npi}") == 1]
    assert ties == ([tied] if tied else [])


def _printed(generation: str | None) -> dict[str, str]:
    return {"at": AT_OAK} | ({"suffix": generation} if generation else {})


def test_a_registry_entry_gives_no_npi_to_initials(claims: Decide) -> None:
    found = claims(
        _all(
            _paper("1", ("Quill", "A", {"at": AT_OAK})),
            _registered("1999000015", "QUILL", "ADA", "SPRINGFIELD", "IL"),
        )
    )
    assert _persons(found, "pubmed:1:1", "nppes:1999000015") == 2


def test_a_byline_that_the_publisher_withdrew_means_nobody(claims: Decide) -> None:
    stated = _paper("1", ("Quill", "Ada"), ("Quil", "Ada"))
    stated[Byline][1]["is_valid"] = False
    assert set(claims(_all(stated))) == {"pubmed:1:1"}


NPIS = ("1999000015", "1999000023", "1999000031")
authors = st.tuples(
    st.sampled_from(["Quill", "Marsh"]),
    st.sampled_from(["A", "Ada", "Ada B", "Ada C", "Bo"]),
    st.fixed_dictionaries(
        {},
        optional={
            "orcid": st.sampled_from([ORCID, OTHER_ORCID]),
            "at": st.sampled_from([AT_OAK, AT_OAK_TOO, AT_ELM]),
        },
    ),
)
papers = st.lists(st.lists(authors, min_size=1, max_size=4), min_size=1, max_size=5)
paid = st.lists(
    st.tuples(st.none() | st.sampled_from(NPIS), st.none() | st.sampled_from(["77", "78"])),
    max_size=4,
)
registered = st.lists(
    st.tuples(
        st.sampled_from(["QUILL", "MARSH"]),
        st.sampled_from(["ADA", "ADA B", "BO"]),
        st.sampled_from([("SPRINGFIELD", "IL"), ("DOVER", "DE")]),
    ),
    max_size=len(NPIS),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(papers=papers, paid=paid, registered=registered)
def test_no_facts_make_identity_break_its_own_rules(
    claims: Decide, papers: list[Any], paid: list[Any], registered: list[Any]
) -> None:
    stated = _all(
        *(_paper(str(pmid), *authors) for pmid, authors in enumerate(papers, 1)),
        *(_paid(str(n), *ids) for n, ids in enumerate(paid)),
        *(
            _registered(npi, last, first, *place)
            for npi, (last, first, place) in zip(NPIS, registered, strict=False)
        ),
    )
    found = claims(stated)
    assert all(0 <= claim["score"] <= 1 and claim["reasons"] for claim in found.values())
    assert all(reason and "\n" not in reason for c in found.values() for reason in c["reasons"])
    bylines = stated[Byline]
    assert {row["mention"] for row in bylines} <= set(found)
    for pmid in {row["pmid"] for row in bylines}:
        ours = [row for row in bylines if row["pmid"] == pmid]
        named = {found[row["mention"]]["orcid"] or row["mention"] for row in ours}
        assert _persons(found, *(row["mention"] for row in ours)) == len(named)
    _apart(found, {row["mention"]: row.get("npi") for row in stated.get(Payee, [])})
    _apart(found, {f"nppes:{row['npi']}": row["npi"] for row in stated.get(Practitioner, [])})
    backwards = {declared: rows[::-1] for declared, rows in stated.items()}
    assert claims(backwards) == found


def _apart(found: Claims, keys: dict[str, str | None]) -> None:
    """No person has two of the keys."""
    held: dict[str, set[str]] = {}
    for mention, key in keys.items():
        if key and mention in found:
            held.setdefault(found[mention]["person_id"], set()).add(key)
    assert all(len(of_one) == 1 for of_one in held.values())
