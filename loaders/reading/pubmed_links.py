"""What does a PubMed record say of its own kind, and of the records that it belongs to?

The library types publications (`Published Erratum`) and links them both ways (`ErratumFor` here,
`ErratumIn` there); either may be missing.
"""

RETRACTED = "retracted"
# What types of publication and references to other records say of a record, the gravest first.
REMARKS = {
    **dict.fromkeys(("Retracted Publication", "RetractionIn"), RETRACTED),
    **dict.fromkeys(
        ("Retraction of Publication", "Retraction Notice", "RetractionOf", "PartialRetractionOf"),
        "retraction notice",
    ),
    **dict.fromkeys(("Published Erratum", "ErratumFor"), "erratum"),
    **dict.fromkeys(("Expression of Concern", "ExpressionOfConcernFor"), "expression of concern"),
    "Preprint": "preprint",
    **dict.fromkeys(("Comment", "CommentOn"), "comment"),
}
# Which records belong to this one, and to which this one belongs.
OF_THIS = {
    "ErratumIn": "erratum",
    "RetractionIn": "retraction notice",
    "PartialRetractionIn": "retraction notice",
    "ExpressionOfConcernIn": "expression of concern",
    "CommentIn": "comment",
    "UpdateOf": "earlier version",
    "RepublishedFrom": "earlier printing",
    "ReprintIn": "reprint",
}
OF_THE_OTHER = {
    "ErratumFor": "erratum",
    "RetractionOf": "retraction notice",
    "PartialRetractionOf": "retraction notice",
    "ExpressionOfConcernFor": "expression of concern",
    "CommentOn": "comment",
    "UpdateIn": "earlier version",
    "RepublishedIn": "earlier printing",
    "ReprintOf": "reprint",
}
