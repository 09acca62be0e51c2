"""Where can a record be read that an alert rests on?"""

from __future__ import annotations

import re

from workspace.alerts import AlertRecord

RECORDS = 20  # of one alert, as many as a message lists
_PAGES = (
    ("pubmed", re.compile(r"[0-9]{1,9}"), "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    ("clinical-trials", re.compile(r"NCT[0-9]{8}"), "https://clinicaltrials.gov/study/{}"),
)


def address_of(record: AlertRecord) -> str | None:
    """The publisher's own page of the record; none where there is no such page."""
    sources = {one.strip() for one in (record.source or "").split(",")}
    for source, looks, page in _PAGES:
        if source in sources and looks.fullmatch(record.record):
            return page.format(record.record)
    return None
