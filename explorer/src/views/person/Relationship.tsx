import { Badge, List, Text, Title } from "@mantine/core";
import { usePages } from "../../asking/pages";
import { useAsked } from "../../asking/use";
import {
  PersonRapportDocument,
  PersonRapportStateDocument,
  PersonTouchesDocument,
  type PersonRapportQuery,
  type PersonTouchesQuery,
} from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { count, counted, listed, percent, unwrapped } from "../../parts/words";
import { onDay } from "../../parts/days";
import { mayAsk, useMe } from "../../shell/me";
import { Origin } from "./Origin";
import type { Of } from "./Person";
import { Plain } from "./Plain";
import { Nothing, Records } from "./Records";
import { Silence } from "./Silence";
import { named } from "./words";

type Edge = NonNullable<PersonTouchesQuery["person"]>["engagements"]["edges"][number];
type Told = NonNullable<PersonRapportQuery["rapport"]>;

const NONE = { edges: [] as Edge[], totalCount: 0, pageInfo: { hasNextPage: false } };

/** How our teams and the person fare: the last touch, the next one, and what the log says. */
export default function Relationship({ person }: Of) {
  const me = useMe();
  const id = person.personId;
  const asked = useAsked(PersonRapportDocument, { id });
  const pages = usePages(
    PersonTouchesDocument,
    { id },
    (data: PersonTouchesQuery) => data.person?.engagements ?? NONE,
  );
  return (
    <>
      {/* What rests on what was said is for those who may log it. */}
      {mayAsk(me, "logEngagement") && <State id={id} />}
      <Answer of={asked} lines={4}>
        {({ rapport }) =>
          rapport ? <Figures told={rapport} /> : <Nothing>No engagement log is loaded: nothing is known.</Nothing>
        }
      </Answer>
      <Title order={3} size="h5" mt="md" mb={4}>
        Engagements
      </Title>
      <Records
        of={pages}
        noun={["engagement"]}
        none={<Silence by={["engagements"]} />}
        itemOf={({ node, source }) => ({
          key: node.engagementId,
          title: (
            <>
              {onDay(node.heldOn ?? node.plannedOn) ?? "On a day not known"}, {node.channel ?? "channel not said"}{" "}
              <Badge size="sm" tt="none" variant="light" color={node.heldOn ? "green" : node.isCancelled ? "gray" : "blue"}>
                {standing(node)}
              </Badge>
            </>
          ),
          says: [
            node.liaisons.nodes.length > 0 && listed(node.liaisons.nodes.map(({ liaisonId }) => liaisonId)),
            node.minutes != null && counted(node.minutes, "minute"),
            <Origin source={source} knownFrom={node.knownFrom} />,
          ],
        })}
      />
    </>
  );
}

/** Whether an engagement was held, called off, or is ahead. */
export function standing(
  { heldOn, isCancelled, plannedOn }: Pick<Edge["node"], "heldOn" | "isCancelled" | "plannedOn">,
  today = new Date().toISOString().slice(0, 10),
): string {
  if (heldOn) return "held";
  if (isCancelled) return "cancelled";
  return plannedOn && plannedOn >= today ? "planned" : "planned, not held";
}

function State({ id }: { id: string }) {
  const { data } = useAsked(PersonRapportStateDocument, { id });
  const rapport = data?.rapport;
  if (!rapport) return null;
  return (
    <>
      <Text fw={600}>Rapport: {unwrapped(rapport.state).toLowerCase()}</Text>
      <Text size="sm" className="long">
        {rapport.why}
      </Text>
      {rapport.signs.length > 0 && (
        <List size="sm" mt={4} mb="sm">
          {rapport.signs.map(({ sentence }) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </>
  );
}

const TRENDS: Record<string, string> = {
  RISES: "more than before",
  FALLS: "less than before",
  LEVEL: "as before",
  UNKNOWN: "too few to compare",
};

/** A figure with its unit; a share as percent. */
export const valued = (value: number, unit: string): string =>
  unit === "share" ? percent(value) : `${count(value)} ${unit}`;

function Figures({ told }: { told: Told }) {
  const { silence } = told;
  return (
    <>
      <Text size="sm" mb={6}>
        {silence
          ? `Last touch ${onDay(silence.since)}, ${counted(silence.days, "day")} before ${onDay(told.asOf)}; ${counted(silence.touchesBefore, "touch", "touches")} in the twelve months before it.`
          : "No touch is on record in the months read."}{" "}
        <Text span c="dimmed" size="sm">
          The log runs from {onDay(told.logFrom)} to {onDay(told.logUntil)}.
        </Text>
      </Text>
      <Plain
        label="Contact in twelve months"
        rows={told.contact}
        keyOf={({ name }) => name}
        columns={[
          { title: "In twelve months", cell: (row) => named(row.title) },
          {
            title: "Value",
            cell: (row) =>
              row.value == null ? (row.unknown ?? "not known") : valued(row.value, row.unit),
          },
          { title: "Last six months beside the six before", cell: (row) => TRENDS[row.trend] ?? named(row.trend) },
        ]}
      />
    </>
  );
}
