"""Who covers a person, by the user's plan of the field?

A territory covers whoever is of its state, its institution or a part of it, and its specialty, as
far as it has them. One that names an institution or a specialty of which the graph knows nothing
covers nobody.
"""

_AT = (
    "EXISTS {{ MATCH (t)-[:INCLUDES]->(whole:Institution)<-[:PART_OF*0..6]-(:Institution)"
    "<-[:AFFILIATED_WITH|PRACTISES_AT]-({person}) }}"
)
_OF = (
    "EXISTS {{ MATCH (t)-[:INCLUDES]->(s:Specialty) "
    "WHERE s.name = {person}.specialty OR EXISTS {{ ({person})-[:PRACTISES]->(s) }} }}"
)
# `{liaison}` and `{person}` are patterns or variables of the two.
COVERS = (
    "({liaison})-[:COVERS {{isCurrent: true}}]->(t:Territory) "
    "WHERE (t.state IS NULL OR t.state = {person}.state) "
    f"AND (t.institution IS NULL OR {_AT}) AND (t.specialty IS NULL OR {_OF})"
)
