import { Badge, Card, Group, Select, SimpleGrid, Text, Tooltip } from "@mantine/core";
import { useAsked } from "../../asking/use";
import {
  TeamDocument,
  TeamPrecisionDocument,
  TeamSidesDocument,
  type TeamIndicatorFragment,
} from "../../gql/graphql";
import { text, useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { Section } from "../../parts/Section";
import { Sparkline } from "../../parts/Sparkline";
import { Table } from "../../parts/Table";
import { count, counted, percent, unwrapped } from "../../parts/words";
import { mayAsk, mayHear, useMe } from "../../shell/me";
import { COLOURS, STATES } from "../week/asking";

const STATE = { team: text, liaison: text };
const TRENDS = { RISES: "rises", FALLS: "falls", LEVEL: "no change beyond chance", UNKNOWN: "" };

/** How the relationships of a team fare: at most ten figures, each with its twelve months. */
export default function Team() {
  const me = useMe();
  const [shown, change] = useAddress(STATE);
  const sides = useAsked(TeamSidesDocument, {}, !mayAsk(me, "teams")).data?.teams.nodes ?? [];
  const team = sides.find((one) => one.teamId === shown.team);
  const members = (team ? [team] : sides).flatMap((one) => one.liaisons.nodes);
  const asked = useAsked(TeamDocument, {
    liaison: shown.liaison ?? null,
    team: shown.liaison ? null : (shown.team ?? null),
    tiers: null,
    heard: mayHear(me),
  });
  return (
    <>
      <Head title="Team" says="How our relationships fare, over twelve months">
        <Select
          aria-label="Team"
          placeholder="All teams"
          data={sides.map((one) => one.teamId)}
          value={shown.team ?? null}
          onChange={(to) => change({ team: to ?? undefined, liaison: undefined })}
          clearable
          w={190}
        />
        <Select
          aria-label="Liaison"
          placeholder="All liaisons"
          data={[...new Set(members.map((one) => one.liaisonId))]}
          value={shown.liaison ?? null}
          onChange={(to) => change({ liaison: to ?? undefined })}
          clearable
          searchable
          w={170}
        />
      </Head>
      <Answer of={asked} lines={8}>
        {({ rapports }) =>
          rapports ? (
            <>
              <Text mb="md" role="status">
                {counted(rapports.total, "relationship")} as of {rapports.asOf}
              </Text>
              {rapports.counts && (
                <Group gap="xs" mb="lg">
                  {rapports.counts.map((one) => (
                    <Badge key={one.state} size="lg" variant="light" color={COLOURS[one.state]}>
                      {STATES[one.state]} {count(one.relationships)}
                    </Badge>
                  ))}
                </Group>
              )}
              <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} mb="xl">
                {[...rapports.contact, ...(rapports.answers ?? [])].map((one) => (
                  <Figure key={one.name} indicator={one} />
                ))}
              </SimpleGrid>
              <Months indicators={[...rapports.contact, ...(rapports.answers ?? [])]} />
            </>
          ) : (
            <Empty title="No engagements" to={{ path: "/explore/sources", says: "Sources" }}>
              Load your engagement log: it says who of your team has met whom.
            </Empty>
          )
        }
      </Answer>
      {mayAsk(me, "alertPrecision") && <Precision />}
    </>
  );
}

function Figure({ indicator }: { indicator: TeamIndicatorFragment }) {
  const { title, unit, value, formula, months, trend, unknown } = indicator;
  const said = months.map((one) => `${one.toOn}: ${one.value ?? "not known"}`).join(", ");
  return (
    <Card withBorder padding="md">
      <Tooltip label={formula} multiline maw={280}>
        <Text size="sm" c="dimmed" tabIndex={0} w="fit-content">
          {capital(title)}
        </Text>
      </Tooltip>
      <Text fz={28} fw={650} className="figure" lh={1.25}>
        {figured(value, unit)}
      </Text>
      <Sparkline
        values={months.map((one) => one.value)}
        label={`${title} by month: ${said}`}
        width={190}
        height={36}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {value === null ? unknown : `${unit}${TRENDS[trend] && `; ${TRENDS[trend]}`}`}
      </Text>
    </Card>
  );
}

/** The same figures by month as a table. */
function Months({ indicators }: { indicators: TeamIndicatorFragment[] }) {
  const ends = indicators[0]?.months.map((one) => one.toOn) ?? [];
  return (
    <details>
      <summary>The months as a table</summary>
      <Table
        label="Figures by month"
        rows={ends.map((toOn, at) => ({ toOn, at }))}
        keyOf={(row) => row.toOn}
        columns={[
          { id: "month", title: "Month to", cell: (row) => row.toOn },
          ...indicators.map((one) => ({
            id: one.name,
            title: capital(one.title),
            isNumber: true,
            cell: (row: { at: number }) => figured(one.months[row.at]?.value, one.unit),
          })),
        ]}
      />
    </details>
  );
}

function Precision() {
  const asked = useAsked(TeamPrecisionDocument, {});
  return (
    <Section
      title="How useful alerts were"
      says="As those judged them who were told; few verdicts say little"
    >
      <Answer of={asked}>
        {({ alertPrecision }) => {
          const rows = (alertPrecision ?? []).filter((one) => one.alerts > 0);
          return rows.length === 0 ? (
            <Text c="dimmed">You were told of nothing yet.</Text>
          ) : (
            <Table
              label="How useful alerts were"
              rows={rows}
              keyOf={(one) => one.kind}
              columns={[
                { id: "kind", title: "Kind", cell: (one) => unwrapped(one.kind) },
                { id: "alerts", title: "Raised", isNumber: true, cell: (one) => count(one.alerts) },
                { id: "judged", title: "Judged", isNumber: true, cell: (one) => one.judged },
                {
                  id: "useful",
                  title: "Of use",
                  cell: (one) =>
                    typeof one.precision === "number"
                      ? `${percent(one.precision)} (${percent(one.low ?? 0)} to ${percent(one.high ?? 1)})${one.isSmall ? ", few verdicts" : ""}`
                      : "not judged",
                },
              ]}
            />
          );
        }}
      </Answer>
    </Section>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function figured(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return "not known";
  if (unit === "share") return percent(value);
  return count(Math.round(value * 10) / 10);
}
