"""What is done before the first question, so that it is answered as fast as the next ones?

The tie index is opened and its searches compiled, and the database plans the statements that are
asked most. Until then the server is alive, and not ready.
"""

from __future__ import annotations

import logging

from strawberry import Schema

from algorithms.introductions import tie_index
from api.context import Context
from api.preparing import opened
from api.searching import alone

log = logging.getLogger("peerline.api")
_PERSON = "personId name npi specialty city state"
QUESTIONS = (
    f'{{ person(id: "") {{ {_PERSON} }} }}',
    f'{{ person(npi: "") {{ {_PERSON} }} }}',
    f'{{ people(text: "a", first: 6) {{ edges {{ grade reason node {{ {_PERSON} }} }} }} }}',
    f"{{ influencers(first: 1) {{ nodes {{ {_PERSON} }} }} }}",
    "{ liaisons(first: 100) { nodes { liaisonId } } teams(first: 100) { nodes { teamId } } }",
    "{ sources { name } }",
)


async def warm(schema: Schema, context: Context) -> None:
    """Open, compile and plan; what fails is told in the log, and does not keep the server from
    answering."""
    folder = tie_index.current(context.home) if context.home else None
    if folder:
        await alone(lambda: opened(folder))
    for question in QUESTIONS:
        result = await schema.execute(question, context_value=context)
        for error in result.errors or ():
            log.warning("warming up: %s", error.message)
