"""Which sections may a study of ClinicalTrials.gov have, and which values have its categories?

From the data structure and the enumerations of the registry's API, version 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lake.delivery import NEW_KEY, UNKNOWN_CATEGORY, Delivery

_MODULES = (
    *("identification", "status", "sponsorCollaborators", "oversight", "description", "conditions"),
    *("design", "armsInterventions", "outcomes", "eligibility", "contactsLocations", "references"),
    "ipdSharingStatement",
)
_SECTIONS = ("protocol", "results", "annotation", "document", "derived")
KEYS = {
    (): {"hasResults", *(f"{name}Section" for name in _SECTIONS)},
    ("protocolSection",): {f"{name}Module" for name in _MODULES},
    ("derivedSection",): {"miscInfoModule", "conditionBrowseModule", "interventionBrowseModule"},
}

_AT_SITES = {
    *("ACTIVE_NOT_RECRUITING", "COMPLETED", "ENROLLING_BY_INVITATION", "NOT_YET_RECRUITING"),
    *("RECRUITING", "SUSPENDED", "TERMINATED", "WITHDRAWN", "AVAILABLE"),
}
_OVERALL = {
    *_AT_SITES,
    *("NO_LONGER_AVAILABLE", "TEMPORARILY_NOT_AVAILABLE", "APPROVED_FOR_MARKETING"),
    *("WITHHELD", "UNKNOWN"),
}
_CLASSES = {
    *("NIH", "FED", "OTHER_GOV", "INDIV", "INDUSTRY", "NETWORK", "AMBIG", "OTHER", "UNKNOWN"),
}
_ROLES = {"STUDY_CHAIR", "STUDY_DIRECTOR", "PRINCIPAL_INVESTIGATOR", "SUB_INVESTIGATOR"}
_SPONSORS = "sponsorCollaboratorsModule"
_PLACES = "contactsLocationsModule"
# Of the protocol, each under the names that lead to it.
CATEGORIES: dict[tuple[str, ...], set[str]] = {
    ("statusModule", "overallStatus"): _OVERALL,
    ("designModule", "studyType"): {"EXPANDED_ACCESS", "INTERVENTIONAL", "OBSERVATIONAL"},
    ("designModule", "phases"): {"NA", "EARLY_PHASE1", *(f"PHASE{n}" for n in range(1, 5))},
    ("armsInterventionsModule", "interventions", "type"): {
        *("BEHAVIORAL", "BIOLOGICAL", "COMBINATION_PRODUCT", "DEVICE", "DIAGNOSTIC_TEST", "DRUG"),
        *("DIETARY_SUPPLEMENT", "GENETIC", "PROCEDURE", "RADIATION", "OTHER"),
    },
    (_SPONSORS, "leadSponsor", "class"): _CLASSES,
    (_SPONSORS, "collaborators", "class"): _CLASSES,
    (_SPONSORS, "responsibleParty", "type"): {
        *("SPONSOR", "PRINCIPAL_INVESTIGATOR", "SPONSOR_INVESTIGATOR"),
    },
    (_PLACES, "overallOfficials", "role"): _ROLES,
    (_PLACES, "locations", "status"): _AT_SITES,
    (_PLACES, "locations", "contacts", "role"): {*_ROLES, "CONTACT"},
}


def signal_unknown(study: dict[str, Any], nct: str, delivery: Delivery) -> None:
    """Signal the sections and modules of a study that nobody knows, and each value that is none of
    its category's."""
    for path, known in KEYS.items():
        for part in _at(study, path):
            if isinstance(part, dict) and not part.keys() <= known:
                for key in sorted(part.keys() - known):
                    delivery.signal(NEW_KEY, ".".join((*path, key)), record=nct)
    protocol = study.get("protocolSection")
    for path, values in CATEGORIES.items():
        for value in _at(protocol, path):
            text = value if isinstance(value, str) else f"no text but a {type(value).__name__}"
            if value is not None and text not in values:
                delivery.signal(UNKNOWN_CATEGORY, ".".join(path), text, nct)


def _at(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Whatever stands under the names, in each member of a list on the way."""
    for member in value if isinstance(value, list) else (value,):
        if not path:
            yield member
        elif isinstance(member, dict) and path[0] in member:
            yield from _at(member[path[0]], path[1:])
