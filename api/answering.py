"""How does a resolver read the graph?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import strawberry
from graphql import get_named_type

from api.compiling import Compiler
from api.context import Context, native
from api.later import HIDDEN
from api.reads import Read, Row
from api.selection import Selection
from api.vocabularies import look_up

T = TypeVar("T")


@dataclass
class Answering:
    """One root field being answered."""

    info: strawberry.Info[Context, None]

    def arguments(self) -> dict[str, Any]:
        """The root field's arguments as GraphQL gives them: inputs by the names of their fields."""
        info = self.info._raw_info
        declared = info.parent_type.fields[info.field_name]
        return Selection.of(info).arguments(declared, info.field_nodes[0])

    def asks(self, *paths: str) -> bool:
        """Whether anything is selected at one of the dotted paths below the root field."""
        info = self.info._raw_info
        type_, selection = get_named_type(info.return_type), Selection.of(info)
        return any(selection.below(type_, info.field_nodes, path) for path in paths)

    async def rows(self, text: str, parameters: Mapping[str, object]) -> list[Row]:
        """The rows of a statement, dates as Python's."""
        return [cast(Row, native(row)) for row in await self.info.context.rows(text, parameters)]

    async def root(self, how: Callable[[dict[str, Any]], tuple[Read, Mapping[str, Any]]]) -> object:
        """The root field's value, its whole selection read by one statement; `how` says of the
        field's arguments what it reads."""
        info, compiler = self.info._raw_info, self._compiler()
        declared = info.parent_type.fields[info.field_name]
        arguments = compiler.selection.arguments(declared, info.field_nodes[0])
        read, values = how(arguments)
        column, shape = compiler.root(declared, read, info.field_nodes, arguments | dict(values))
        parameters = compiler.statement.bound(self.hidden())
        await look_up(self.info.context, compiler.statement.asked, {})
        text = compiler.statement.returning(column)
        ((cell,),) = await self.info.context.records(text, parameters)
        return shape(cell)

    async def below(
        self, kind: type[T], paths: Sequence[str], key: str, keys: Sequence[str]
    ) -> dict[str, T]:
        """Nodes of the label that a GraphQL type is named after, by their property `key`, with all
        that is selected of them at any of `paths`. They are rows: fields read them as objects."""
        info, compiler = self.info._raw_info, self._compiler()
        variable = compiler.statement.name("n")
        root = get_named_type(info.return_type)
        row, shape = compiler.below(root, info.field_nodes, paths, variable)
        text = " ".join(compiler.statement.before) + (
            f" MATCH ({variable}:{kind.__name__}) "
            f"WHERE {variable}.{key} IN {compiler.statement.parameter(list(keys))} "
            f"RETURN {variable}.{key}, {row}"
        )
        records = await self.info.context.records(text, compiler.statement.bound(self.hidden()))
        return {name: cast(T, shape(cells)) for name, cells in records}

    def hidden(self) -> dict[str, object]:
        """The value of the parameter by which `Statement.shown` leaves persons out."""
        return {HIDDEN: sorted(self.info.context.hidden())}

    def _compiler(self) -> Compiler:
        context = self.info.context
        return Compiler(
            Selection.of(self.info._raw_info),
            context.cursors,
            context.caller,
            is_answer=False,
            hides=bool(context.hidden()),
        )
