"""Which keys are unique in the database, and what is indexed?"""

from __future__ import annotations

from neo4j import Driver

from schema.catalogue import NODES
from schema.vocabulary import KEYS, camel

# Conclusions that lists of persons are sorted by, and what these lists are narrowed to most.
SCORES = ("influence", "connector", "emerging")
SCOPES = ("specialty", "state")


def statements() -> list[str]:
    """The constraints and indexes that the schema asks for, as Cypher that may be run again."""
    found = []
    for node in NODES:
        label, key = node.__name__, camel(node.key)
        found.append(
            f"CREATE CONSTRAINT {label}_{key} IF NOT EXISTS "
            f"FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        )
        found += [
            f"CREATE INDEX {label}_{camel(name)} IF NOT EXISTS FOR (n:{label}) ON (n.{camel(name)})"
            for name in node.indexed
        ]
        if node.search:
            fields = ", ".join(f"n.{camel(name)}" for name in node.search)
            index = "names" if node.analyzer == KEYS else "search"
            found.append(
                f"CREATE FULLTEXT INDEX {label}_{index} IF NOT EXISTS "
                f"FOR (n:{label}) ON EACH [{fields}] "
                f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{node.analyzer}'}}}}"
            )
    lists = [(scope, score) for scope in SCOPES for score in SCORES]
    for names in (("community",), *((score,) for score in SCORES), *lists):
        keys = ", ".join(f"n.{name}" for name in names)
        found.append(
            f"CREATE INDEX Person_{'_'.join(names)} IF NOT EXISTS FOR (n:Person) ON ({keys})"
        )
    return found


def name_of(statement: str) -> str:
    """What a statement of `statements` calls its constraint or index."""
    return statement.partition(" IF NOT EXISTS")[0].split()[-1]


def constrain(driver: Driver, database: str) -> None:
    """Create what is missing and wait until every index answers (ten minutes at most)."""
    with driver.session(database=database) as session:
        made = set(session.run("SHOW INDEXES YIELD name").value())  # one for each constraint, too
        for statement in statements():
            if name_of(statement) not in made:
                session.run(statement).consume()
        session.run("CALL db.awaitIndexes(600)").consume()
