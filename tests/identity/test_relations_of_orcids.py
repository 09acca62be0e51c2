"""Whose ORCID iD is believed, in rows."""

import pytest
from relations import Rows, Unit, try_out

from identity import orcids


def _printed(*rows: tuple[str, str, str, bool]) -> Rows:
    """Mentions of one iD: id, family name, first name, whether the record prints it for many."""
    return [
        {"mention": mention, "orcid": "0-1", "last_name": last, "first_name": first}
        | {"is_for_many": many}
        for mention, last, first, many in rows
    ]


UNITS = [
    Unit(
        orcids.PRINTED_ORCIDS,
        "plain names of valid spellings; a record that prints one iD with two names is for many",
        {
            'facts."Byline"': [
                {"mention": m, "pmid": pmid, "orcid": orcid, "last_name": last, "is_valid": valid}
                | {"fore_name": fore, "initials": initials}
                for m, pmid, orcid, last, fore, initials, valid in (
                    ("1", "8", "0-1", "Müller", "Ada B", "AB", True),
                    ("2", "9", "0-1", "Muller", None, "A.", True),
                    ("3", "9", "0-1", "Reed", "Bo", "B", True),
                    ("4", "9", None, "Vale", "Cy", "C", True),
                    ("5", "9", "0-1", "Withdrawn", "Di", "D", False),
                )
            ],
            'facts."Collaborator"': [
                {"mention": "6", "pmid": "7", "orcid": "0-2", "last_name": "Reed"}
                | {"fore_name": "Bo"}
            ],
        },
        [
            {"mention": m, "last_name": last, "first_name": first, "is_for_many": many}
            for m, last, first, many in (
                ("1", "muller", "ada", False),
                ("2", "muller", "a", True),
                ("3", "reed", "bo", True),
                ("6", "reed", "bo", False),
            )
        ],
    ),
    Unit(
        orcids.ORCID_HOLDERS,
        "the usual name; records for many say nothing",
        {
            "identity.printed_orcids": _printed(
                ("1", "quill", "ada", False),
                ("2", "quill", "ada", False),
                ("3", "marlow", "ada", False),
                *((f"{n}", "reed", "bo", True) for n in range(4, 9)),
            )
        },
        [{"orcid": "0-1", "last_name": "quill", "first_name": "ada"}],
    ),
    Unit(
        orcids.BELIEVED_ORCIDS,
        "the holder's names, changed or cut; of records for many the holder's full name only",
        {
            "identity.printed_orcids": _printed(
                ("same", "quill", "ada", False),
                ("initial", "quill", "a", True),
                ("nickname", "quill", "dee", False),
                ("married", "marlow", "ada", False),
                ("another", "reed", "bo", False),
                ("brother", "quill", "ben", True),
                ("another of many", "marlow", "ada", True),
            ),
            "identity.orcid_holders": [{"orcid": "0-1", "last_name": "quill", "first_name": "ada"}],
        },
        [
            {"mention": mention, "orcid": "0-1"}
            for mention in ("same", "initial", "nickname", "married")
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_orcids(unit: Unit) -> None:
    try_out(unit)
