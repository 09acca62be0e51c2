"""The publishers' own files hold next to nothing that is not as known: what there is, and why."""

from publishers import Loaded

TOLD = {
    # Two columns that whoever made the export has put together from others.
    ("open-payments", "new column", "full_address", None): 1,
    ("open-payments", "new column", "physician_full_name", None): 1,
    # One record of 4,100 prints it in capitals.
    ("pubmed", "unknown category", "PublicationType", "JOURNAL ARTICLE"): 1,
    # A part of the directory.
    (
        "clinicians-directory",
        "out of bounds",
        "listings",
        "173 (expected 1,500,000 to 4,000,000)",
    ): 1,
    # The library's own example of five descriptors.
    ("mesh", "out of bounds", "headings of a year", "5 (expected 25,000 to 45,000)"): 1,
}


def test_whatever_is_not_as_known_is_explained(loaded: Loaded) -> None:
    told: dict[tuple[str, str, str, str | None], int] = {}
    for source, outcomes in loaded.outcomes.items():
        for outcome in outcomes.values():
            for signal in outcome.signals:
                key = source, signal["kind"], signal["field"], signal["value"]
                told[key] = told.get(key, 0) + (signal["records"] or 1)
    assert told == TOLD


def test_the_columns_left_out_on_purpose_are_counted(loaded: Loaded) -> None:
    counts = {
        source: sorted({len(o.ignored) for o in outcomes.values() if o.state == "loaded"})
        for source, outcomes in loaded.outcomes.items()
    }
    assert counts == {
        "clinical-trials": [0],
        "clinicians-directory": [17],
        "hospitals": [21],
        "leie": [6],  # UPIN, birth date, street, city, ZIP, state of the waiver
        "mesh": [0],
        "nppes": [150],  # of 330
        "nucc": [2, 3],
        "open-payments": [8, 40],
        "pubmed": [0],
        "ror": [0],
        "shared-patients": [3],
    }
