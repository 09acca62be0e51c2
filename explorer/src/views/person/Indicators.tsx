import { Text } from "@mantine/core";
import { usePages } from "../../asking/pages";
import { Strength } from "../../parts/Strength";
import { percent } from "../../parts/words";
import {
  PersonContributionsDocument,
  type PersonContributionsQuery,
  type PersonInfluenceQuery,
} from "../../gql/graphql";
import { onDay } from "../../parts/days";
import { Opener } from "./Opener";
import { Origin } from "./Origin";
import { Nothing, Records } from "./Records";
import { named } from "./words";

type Dimension = NonNullable<PersonInfluenceQuery["influence"]>["dimensions"][number];

interface Props {
  id: string;
  dimension: Dimension;
  opened: string | undefined;
  open: (indicator: string | undefined) => void;
}

const FIGURE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** What adds up to a dimension, indicator by indicator. */
export function Indicators({ id, dimension, opened, open }: Props) {
  if (dimension.contributions.length === 0) {
    return <Nothing>No indicator counts here: no source of theirs is loaded.</Nothing>;
  }
  return dimension.contributions.map((one) => {
    const isOpen = opened === one.name;
    return (
      <Opener
        key={one.name}
        isOpen={isOpen}
        toggle={() => open(isOpen ? undefined : one.name)}
        name={named(one.name)}
        figure={
          <Strength value={one.contribution} of={`${named(one.name)}, what it adds`} width={80} />
        }
        says={
          <Text span size="xs" c="dimmed">
            {FIGURE.format(one.total)} against the highest of {FIGURE.format(one.highest)}, counting{" "}
            {percent(one.weight)}
          </Text>
        }
      >
        <Made id={id} dimension={dimension.name} indicator={one.name} />
      </Opener>
    );
  });
}

function Made({ id, dimension, indicator }: { id: string; dimension: string; indicator: string }) {
  const pages = usePages(PersonContributionsDocument, { id }, (data: PersonContributionsQuery) =>
    recordsOf(data, dimension, indicator),
  );
  return (
    <Records
      of={pages}
      noun={["record"]}
      none={<Nothing>No record adds to this.</Nothing>}
      itemOf={({ node }) => ({
        key: node.record,
        title: <bdi>{node.title ?? node.record}</bdi>,
        says: [onDay(node.day), node.record, <Origin source={node.source} />],
        figure: `+${Number(node.contribution.toPrecision(2))}`,
      })}
    />
  );
}

const NONE = { edges: [], totalCount: 0, pageInfo: { hasNextPage: false } };

/** The records of one indicator out of the answer. */
export function recordsOf(data: PersonContributionsQuery, dimension: string, indicator: string) {
  const found = data.influence?.dimensions
    .find(({ name }) => name === dimension)
    ?.contributions.find(({ name }) => name === indicator);
  return found?.records ?? NONE;
}
