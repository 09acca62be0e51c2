"""Everything that can be asked says what it is; the printed schema itself is docs/api.graphql."""

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from api.schema import schema


def test_everything_that_can_be_asked_is_described() -> None:
    silent = []
    for name, type_ in schema._schema.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            silent += [f"{name}.{n}" for n, f in type_.fields.items() if not f.description]
            if not isinstance(type_, GraphQLInputObjectType):
                silent += [
                    f"{name}.{n}({a})"
                    for n, f in type_.fields.items()
                    for a, argument in f.args.items()
                    if not argument.description
                ]
        elif isinstance(type_, GraphQLEnumType):
            silent += [f"{name}.{n}" for n, v in type_.values.items() if not v.description]
        else:
            continue
        if not type_.description:
            silent.append(name)
    assert silent == []
