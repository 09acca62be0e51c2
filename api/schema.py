"""The GraphQL schema, put together."""

from __future__ import annotations

from strawberry.schema.config import StrawberryConfig

from api import types
from api.checked import Checked
from api.mutations import Mutation
from api.publications import Subscription
from api.queries import Query
from api.roots import LABELS
from api.scalars import SCALARS

schema = Checked(
    Query,
    Mutation,
    Subscription,
    types=[getattr(types, label) for label in LABELS],
    config=StrawberryConfig(scalar_map=SCALARS),
)
