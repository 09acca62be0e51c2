"""How does a notebook ask the API?

    from peerline.client import connect

    client = connect()
    client.ask("{ influencers(first: 3) { nodes { name influence } } }")
    client.frame("{ influencers(first: 500) { nodes { name influence } } }")

`ask` gives the answer as the API gives it; `frame` gives its one list as a pandas frame, every page
of it. What cannot be answered raises an `Unanswered`: each code of the API is a class of its own.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cli import serving
from schema.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from api.exporting import Walk
    from api.rows import Column, Row

MOST_ROWS = 10_000
_DTYPES = {"Int": "Int64", "Float": "Float64", "Boolean": "boolean"}


class Unanswered(Exception):
    """The question was not answered. `errors` is what the API said, error by error."""

    def __init__(self, message: str, errors: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message)
        self.errors = list(errors)


class BadInput(Unanswered):
    """The question must be put otherwise; the message says how."""


class CostExceeded(Unanswered):
    """The question asks for too much at once; the message names the limit."""


class Forbidden(Unanswered):
    """The key's role may not ask this; the message names the field and the roles that may."""


class NotSignedIn(Unanswered):
    """The server wants a key, and none was given, or one that it does not know."""


class RateLimited(Unanswered):
    """The points of the hour are spent. `retry_after` is in seconds, where the server says so."""

    retry_after: int | None = None


class Unavailable(Unanswered):
    """Nobody answers, or the server is too busy now: ask again later."""


class Failed(Unanswered):
    """A fault on the server's side; the message has the number of the request for its operator."""


_CODES: dict[str, type[Unanswered]] = {
    "BAD_USER_INPUT": BadInput,
    "COST_EXCEEDED": CostExceeded,
    "FORBIDDEN": Forbidden,
    "UNAUTHENTICATED": NotSignedIn,
    "RATE_LIMITED": RateLimited,
    "UNAVAILABLE": Unavailable,
}


@dataclass(frozen=True)
class Client:
    """Asks the server at `url`, with a `key` where it needs one."""

    url: str
    key: str | None = field(default=None, repr=False)

    def ask(self, query: str, /, **variables: object) -> dict[str, Any]:
        """The `data` of the answer: amounts and days as text, as the API gives them.

        Variables may be dates, instants and decimals. Raises `Unanswered`.
        """
        try:
            answer, headers = serving.post(self.url, query, _plain(variables), self.key)
        except serving.NotServing as error:
            raise Unavailable(str(error)) from None
        if answer.get("errors"):
            raise _unanswered(answer["errors"], headers.get("Retry-After"))
        data: dict[str, Any] = answer["data"]
        return data

    def frame(
        self, query: str, /, *, most_rows: int = MOST_ROWS, **variables: object
    ) -> pd.DataFrame:
        """The one list of the answer as a frame, a row a row, page after page.

        As many rows as the question's own `first` says, which may be more than a page; without one,
        all, but `most_rows` at most: where more follow, a warning says so, and so does
        `frame.attrs["is_whole"]`. An object within a row becomes columns such as `paper.title`, the
        keys of groups columns such as `keys.COMPANY.value`; a list stays one. Amounts are
        `Decimal`, days `date`, instants in UTC; what no source says is missing. Raises
        `Unanswered`.
        """
        import pandas as pd

        if most_rows < 1:
            raise BadInput(f"`most_rows` is {most_rows}; give 1 or more")
        walk = self._walk(query, variables)
        wanted = most_rows if walk.first is None else walk.first
        asked = wanted + (walk.first is None)  # one more says whether more follow
        rows = list(islice(self._rows(walk, asked), asked))
        is_whole = len(rows) <= wanted
        if not is_whole:
            warnings.warn(f"only the first {wanted:,} rows; give `most_rows`", stacklevel=2)
        frame = pd.DataFrame(
            {column.name: _series(column, rows[:wanted]) for column in walk.columns}
        )
        frame.attrs["is_whole"] = is_whole
        return frame

    def _walk(self, query: str, variables: Mapping[str, object]) -> Walk:
        from api.exporting import NotExportable, Walk
        from api.schema import schema

        try:
            return Walk(schema._schema, query, variables)
        except NotExportable as error:
            raise BadInput(str(error)) from None

    def _rows(self, walk: Walk, most: int) -> Iterator[dict[str, Any]]:
        walk.shorten(most)
        while not walk.is_over:
            yield from walk.take(self.ask(walk.question, **walk.variables))


def _series(column: Column, rows: Sequence[Row]) -> pd.Series[Any]:
    import pandas as pd

    values = pd.Series([column.typed(row) for row in rows], dtype="object")
    if column.kind == "DateTime":
        return pd.to_datetime(values, utc=True)
    dtype: Any = _DTYPES.get(column.kind, "object")
    return values.astype(dtype)


def connect(
    address: str | None = None, key: str | None = None, home: Path | str | None = None
) -> Client:
    """A client of the server at `address`, such as `https://peerline.example`; without one, of the
    server of the `home` on this machine, which is started if need be.

    The key is `PEERLINE_KEY` where none is given, and the home `PEERLINE_HOME`. Raises `BadInput`
    for an address or key that is none, `Unavailable` where no server starts.
    """
    settings = Settings() if home is None else Settings(home=Path(home))
    if key is None and settings.key:
        key = settings.key.get_secret_value()
    if key is not None and not re.fullmatch(r"[\x21-\x7e]+", key):
        raise BadInput("the key is empty or holds letters that no key has; give it as it was shown")
    if address is not None:
        return Client(_url(address), key)
    try:
        at = serving.serving(settings) or serving.start(settings)
    except serving.NotServing as error:
        raise Unavailable(str(error)) from None
    return Client(f"http://{at}/graphql", key)


def _url(address: str) -> str:
    try:
        at = urlsplit(address if "://" in address else f"http://{address}")
        is_one = at.scheme in ("http", "https") and at.hostname and at.port != 0
    except ValueError:
        is_one = False
    if not is_one or at.query or at.fragment or "@" in at.netloc or re.search(r"\s", address):
        raise BadInput(f"{address!r} is no address of a server; one is http://127.0.0.1:8000")
    path = at.path.rstrip("/")
    return f"{at.scheme}://{at.netloc}{path if path.endswith('/graphql') else f'{path}/graphql'}"


def _unanswered(errors: Sequence[Mapping[str, Any]], retry_after: str | None) -> Unanswered:
    """The error to raise, of the first code: where several things are wrong, all are told."""
    codes = [error.get("extensions", {}).get("code") for error in errors]
    words = "\n".join(error["message"] for error in errors)
    raised = _CODES.get(codes[0], Failed)(words, errors)
    if isinstance(raised, RateLimited) and retry_after and retry_after.isdecimal():
        raised.retry_after = int(retry_after)
    return raised


def _plain(value: Any) -> Any:
    """A variable as JSON has it; raises `BadInput` for what it has no form for."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if isinstance(value, date | datetime) and value == value:
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "item"):  # a number of numpy's, as a frame's cells are
        value = value.item()
    # Not a number is not null: a filter that is null keeps everybody.
    if value is None or (isinstance(value, str | bool | int | float) and value == value):
        return value
    raise BadInput(f"a variable holds {value!r}; give text, numbers, dates, or lists of them")
