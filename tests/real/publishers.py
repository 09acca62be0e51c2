"""Where do each publisher's files lie, and what became of them?"""

from dataclasses import dataclass
from pathlib import Path

from loaders.reading.loading import Outcome

FOLDERS = {
    "clinicians-directory": "cms_provider_directory",
    "clinical-trials": "clinicaltrials",
    "hospitals": "cms_provider_directory",
    "leie": "leie",
    "mesh": "mesh",
    "nppes": "nppes",
    "nucc": "nucc",
    "open-payments": "openpayments",
    "pubmed": "pubmed",
    "ror": "ror",
    "shared-patients": "referral",
}


@dataclass(frozen=True, repr=False)  # what was refused may name persons
class Loaded:
    """A home into which every file was loaded, and per source what became of each file by its name
    within the source's folder."""

    home: Path
    outcomes: dict[str, dict[str, Outcome]]
