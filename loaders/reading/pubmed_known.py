"""Which elements of a PubMed citation does nobody read, and which values have its categories?

From the library's DTDs of 2012 to 2025, its descriptions of MEDLINE's elements and its list of
publication types. Elements that the library has dropped are kept: its old files are still read.
"""

from __future__ import annotations

# Of `MedlineCitation`, `Article` and `PubmedData`.
LEFT_OUT = (
    *("DateCompleted", "DateCreated", "CitationSubset", "ChemicalList", "SupplMeshList"),
    *("GeneSymbolList", "KeywordList", "NumberOfReferences", "PersonalNameSubjectList"),
    *("OtherAbstract", "CoiStatement", "SpaceFlightMission", "GeneralNote"),
    *("Abstract", "Pagination", "DataBankList"),
    *("History", "ObjectList"),
)

_TRIALS = (
    "Clinical Trial",
    *(f"Clinical Trial, Phase {phase}" for phase in ("I", "II", "III", "IV")),
)
_TYPES = (
    *("Address", "Autobiography", "Bibliography", "Biography", "Case Reports", "Classical Article"),
    *("Clinical Conference", "Clinical Study", *_TRIALS, "Clinical Trial Protocol"),
    *("Clinical Trial, Veterinary", "Collected Work", "Comment", "Comparative Study", "Congress"),
    *("Congresses", "Consensus Development Conference", "Consensus Development Conference, NIH"),
    *("Consensus Statement", "Controlled Clinical Trial", "Corrected and Republished Article"),
    *("Dataset", "Dictionary", "Directory", "Duplicate Publication", "Editorial"),
    *("Electronic Supplementary Materials", "English Abstract", "Equivalence Trial", "Ephemera"),
    *("Evaluation Studies", "Evaluation Study", "Expression of Concern", "Festschrift"),
    *("Government Publication", "Guideline", "Historical Article", "Interactive Tutorial"),
    *("Interview", "Introductory Journal Article", "Journal Article", "Lecture", "Legal Case"),
    *("Legislation", "Letter", "Meeting Abstract", "Meta-Analysis", "Multicenter Study"),
    "Network Meta-Analysis",
    *("News", "Newspaper Article", "Observational Study", "Observational Study, Veterinary"),
    *("Overall", "Patient Education Handout", "Periodical Index", "Personal Narrative", "Portrait"),
    *("Practice Guideline", "Pragmatic Clinical Trial", "Preprint", "Published Erratum"),
    *("Randomized Controlled Trial", "Randomized Controlled Trial, Veterinary"),
    *("Research Support, American Recovery and Reinvestment Act",),
    *("Research Support, N.I.H., Extramural", "Research Support, N.I.H., Intramural"),
    *("Research Support, Non-U.S. Gov't", "Research Support, U.S. Gov't, Non-P.H.S."),
    *("Research Support, U.S. Gov't, P.H.S.", "Research Support, U.S. Government"),
    *("Retracted Publication", "Retraction Notice", "Retraction of Publication", "Review"),
    *("Scientific Integrity Review", "Scoping Review", "Systematic Review", "Technical Report"),
    *("Twin Study", "Validation Studies", "Validation Study", "Video-Audio Media", "Webcast"),
)
_BOTH_WAYS = (
    *("Comment{}", "Erratum{}", "ExpressionOfConcern{}"),
    *("Retraction{}", "PartialRetraction{}", "Update{}", "Reprint{}"),
    *("Republished{}", "CorrectedandRepublished{}", "RetractedandRepublished{}"),
)
CATEGORIES = {
    "Status": {
        *("Completed", "In-Process", "PubMed-not-MEDLINE", "In-Data-Review", "Publisher"),
        *("MEDLINE", "OLDMEDLINE"),
    },
    "PubModel": {
        *("Print", "Print-Electronic", "Electronic", "Electronic-Print"),
        "Electronic-eCollection",
    },
    "PublicationStatus": {"ppublish", "epublish", "aheadofprint"},
    "PublicationType": set(_TYPES),
    "RefType": {
        *("Cites", "AssociatedDataset", "AssociatedPublication"),
        *("SummaryForPatientsIn", "OriginalReportIn"),
        *(kind.format(way) for kind in _BOTH_WAYS for way in ("In", "On", "Of", "For", "From")),
    },
}
