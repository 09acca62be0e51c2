"""Is a generation one form, however it is printed, and taken from the end of a name?"""

from __future__ import annotations

import pytest

from schema.generations import generation, without_generation


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        *(("Jr", "Jr"), ("Jr.", "Jr"), ("JUNIOR", "Jr"), ("Júnior", "Jr"), ("Filho", "Jr")),
        *(("Sr.", "Sr"), ("senior", "Sr"), ("2nd", "II"), ("2d", "II"), ("Ii", "II")),
        *(("3rd", "III"), ("III.", "III"), ("IV", "IV"), ("4th", "IV"), ("V", "V")),
        *(("MD", None), ("", None), (None, None)),
    ],
)
def test_a_generation_has_one_form(printed: str | None, form: str | None) -> None:
    assert generation(printed) == form


@pytest.mark.parametrize(
    ("printed", "name", "form"),
    [
        ("Doe Jr", "Doe", "Jr"),
        ("Doe, Jr.", "Doe", "Jr"),
        ("Doe-Roe Junior", "Doe-Roe", "Jr"),
        ("Doe-Jr", "Doe", "Jr"),
        ("Roe Iii", "Roe", "III"),
        ("Roe 2nd", "Roe", "II"),
        ("John V", "John V", None),
        ("Junior", "Junior", None),
        ("Roe-Senior", "Roe-Senior", None),
    ],
)
def test_a_generation_at_the_end_is_no_part_of_the_name(
    printed: str, name: str, form: str | None
) -> None:
    assert without_generation(printed) == (name, form)
