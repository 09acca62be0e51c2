"""A filed screening is kept as it was written, and never replaced."""

from datetime import datetime

import pytest

from schema.settings import Settings
from workspace.saved import Citation
from workspace.screenings import (
    NoSuchScreening,
    NotFiled,
    file_screening,
    filed,
    held,
    of_digest,
    of_number,
)


def _write(at: datetime, cited: Citation) -> str:
    return f'{{"at": "{at.isoformat()}", "é": "{cited.version}"}}'


def test_each_filing_is_a_number_of_its_own_in_one_text(workspace: Settings) -> None:
    first = file_screening(workspace, "P1", " a talk ", "clear", "ann", _write)
    other = file_screening(workspace, "P2", "a board", "blocked", "bob", _write)
    assert (first.number, other.number, first.purpose) == (1, 2, "a talk")
    assert first.content == _write(first.at, first.citation)
    assert first.is_whole
    assert of_number(workspace, 1) == first
    assert of_digest(workspace, first.digest).content == first.content
    assert filed(workspace, "P2", 10) == [other]
    assert [one.number for one in filed(workspace, None, 10)] == [2, 1]
    [shown] = held(workspace, ["P1", "P9"])
    assert (shown["number"], shown["purpose"], shown["content"]) == (1, "a talk", first.content)
    for gone in (lambda: of_number(workspace, 3), lambda: of_digest(workspace, "0" * 64)):
        with pytest.raises(NoSuchScreening):
            gone()


@pytest.mark.parametrize("purpose", ["", " ", "x" * 501, "two\nlines", "\0"])
def test_a_purpose_is_one_line(workspace: Settings, purpose: str) -> None:
    with pytest.raises(NotFiled, match="purpose"):
        file_screening(workspace, "P1", purpose, "clear", "ann", _write)
    assert filed(workspace, None, 1) == []
