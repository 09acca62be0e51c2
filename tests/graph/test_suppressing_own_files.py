"""Who asked to be left out is in no table that a file of the user's own fills."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stating import stated

from graph.suppressing import leave_out
from identity.resolve import resolve
from schema.congresses import CongressRole
from schema.digital import DigitalActivity
from schema.mentions import Byline, Practitioner
from schema.profession import LeadershipRole
from workspace.suppression import digest, key_of

DAY, SECRET = date(2024, 8, 30), b"s" * 32
NPI, ORCID, OTHER = "1234567893", "0000-0002-1825-0097", "1999000015"
ROWS: dict[type, dict[str, Any]] = {
    CongressRole: {"congress_id": "EHC", "congress": "Heart", "congress_from_on": DAY}
    | {"role": "chair", "checked_on": DAY},
    DigitalActivity: {"platform": "video", "channel": "Example Videos", "handle": "adaquill"}
    | {"proof": "vendor", "activity": "video", "from_on": DAY, "activities": 1}
    | {"checked_on": DAY},
    LeadershipRole: {"mention": "leadership:a", "institution": "Oak University", "role": "dean"}
    | {"stated_on": DAY},
}


@pytest.mark.parametrize("declared", ROWS, ids=lambda declared: declared.__name__)
@pytest.mark.parametrize("key", [("npi", NPI), ("orcid", ORCID)], ids=lambda key: key[0])
def test_the_rows_of_who_is_left_out_are_hidden(
    tmp_path: Path, declared: Any, key: tuple[str, str]
) -> None:
    row = ROWS[declared]
    lake = stated(
        tmp_path,
        {
            Practitioner: [
                {"npi": npi, "last_name": f"Quill{npi}", "first_name": "Ada"}
                for npi in (NPI, OTHER)
            ],
            Byline: [
                {"mention": "pubmed:1:1", "pmid": "1", "position": 1, "last_name": "Okonski"}
                | {"fore_name": "Bo", "orcid": ORCID, "is_valid": True}
            ],
            declared: [{"npi": NPI} | row, {"npi": OTHER} | row, {"orcid": ORCID} | row],
        },
    )
    resolve(lake)
    [_] = leave_out(lake, SECRET, [digest(SECRET, key_of(*key))])
    left = lake.run(f'SELECT npi, orcid FROM facts."{declared.__name__}"').fetchall()
    lake.close()
    expected = {(NPI, None), (OTHER, None), (None, ORCID)}
    assert set(left) == expected - {(NPI, None) if key[0] == "npi" else (None, ORCID)}
