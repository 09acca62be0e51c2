import { SegmentedControl, Text, UnstyledButton } from "@mantine/core";
import { usePages } from "../../asking/pages";
import { useAsked } from "../../asking/use";
import {
  PersonPaymentGroupsDocument,
  PersonPaymentsDocument,
  type PersonPaymentGroupsQuery,
  type PersonPaymentsQuery,
} from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { count, counted, listed, usd } from "../../parts/words";
import { onDay } from "../../parts/days";
import { useMe } from "../../shell/me";
import { paymentsBy, UNSTATED, type By } from "./narrowing";
import { Origin } from "./Origin";
import type { Of } from "./Person";
import { Nothing, Records } from "./Records";
import { Silence } from "./Silence";
import { named } from "./words";
import { mayGroup } from "./sight";
import figures from "../../parts/figures.module.css";
import styles from "./person.module.css";

type Payment = NonNullable<PersonPaymentGroupsQuery["person"]>["payments"];
type Group = Payment["families"][number];
type Edge = NonNullable<PersonPaymentsQuery["person"]>["payments"]["edges"][number];

const WAYS: { value: By; label: string }[] = [
  { value: "families", label: "By company family" },
  { value: "years", label: "By year" },
  { value: "natures", label: "By nature" },
];

/** What companies paid: in groups, where the caller may read such, else the latest first. */
export default function Payments(of: Of) {
  const me = useMe();
  return mayGroup(me) ? <Grouped {...of} /> : <Paid id={of.person.personId} filter={null} />;
}

function Grouped({ person, state, change }: Of) {
  const asked = useAsked(PersonPaymentGroupsDocument, { id: person.personId });
  const by = state.by ?? "families";
  return (
    <Answer of={asked} lines={6}>
      {({ person: found }) =>
        found && found.payments.totalCount > 0 ? (
          <>
            <Text size="sm" c="dimmed" mb="xs">
              {counted(found.payments.totalCount, "payment")}, {usd(found.receivedUsd ?? 0)} received in
              all, from {counted(found.payments.familyCount, "family of companies", "families of companies")}.
            </Text>
            <SegmentedControl
              size="xs"
              mb="xs"
              data={WAYS}
              value={by}
              onChange={(value) => change({ by: value as By, of: undefined })}
              aria-label="Group payments"
            />
            <Bars
              groups={ordered(found.payments[by], by)}
              id={person.personId}
              by={by}
              opened={state.of}
              open={(of) => change({ by, of })}
            />
            <Cut by={by} payments={found.payments} />
          </>
        ) : (
          <Silence by={["open-payments"]} />
        )
      }
    </Answer>
  );
}

function Cut({ by, payments }: { by: By; payments: Payment }) {
  const left = payments.familyCount - payments.families.length;
  if (by !== "families" || left <= 0) return null;
  return <Nothing>{counted(left, "family that gave less is", "families that gave less are")} not shown.</Nothing>;
}

/** Years from the latest; all else as it came, the most first. */
function ordered(groups: Group[] | Payment["years"], by: By): Group[] {
  const given = groups as Group[];
  return by === "years"
    ? given.toSorted((a, b) => Number(b.keys[0]?.value ?? 0) - Number(a.keys[0]?.value ?? 0))
    : given;
}

interface BarsProps {
  groups: Group[];
  id: string;
  by: By;
  opened: string | undefined;
  open: (of: string | undefined) => void;
}

function Bars({ groups, id, by, opened, open }: BarsProps) {
  const most = Math.max(1, ...groups.map(({ sum }) => Number(sum ?? 0)));
  return (
    <div className={figures.bars}>
      {groups.map(({ keys: [key], sum, count: many, latest }) => {
        const of = (by === "families" ? key?.id : key?.value) ?? UNSTATED;
        const isOpen = of === opened;
        const says = (
          <>
            <span className="long">
              <bdi>{key?.value ?? "Not stated"}</bdi>
            </span>
            <span className={figures.track} aria-hidden>
              <span style={{ width: `${(100 * Number(sum ?? 0)) / most}%` }} />
            </span>
            <span className="figure">{sum == null ? "not told" : usd(sum)}</span>
            <span className={`figure ${figures.faint}`}>
              {count(many)}×{latest ? `, last ${onDay(latest)}` : ""}
            </span>
          </>
        );
        return [
          <UnstyledButton
            key={of}
            aria-expanded={isOpen}
            onClick={() => open(isOpen ? undefined : of)}
          >
            {says}
          </UnstyledButton>,
          isOpen && (
            <div key={`${of} opened`} className={styles.inset}>
              <Paid id={id} filter={paymentsBy(by, of)} />
            </div>
          ),
        ];
      })}
    </div>
  );
}

const NONE = { edges: [] as Edge[], totalCount: 0, pageInfo: { hasNextPage: false } };

function Paid({ id, filter }: { id: string; filter: ReturnType<typeof paymentsBy> | null }) {
  const pages = usePages(
    PersonPaymentsDocument,
    { id, filter },
    (data: PersonPaymentsQuery) => data.person?.payments ?? NONE,
  );
  return (
    <Records
      of={pages}
      noun={["payment"]}
      none={
        filter ? <Nothing>No payment is so.</Nothing> : <Silence by={["open-payments"]} />
      }
      itemOf={({ node, ...edge }) => ({
        key: `${node.paymentId} ${edge.role}`,
        title: (
          <>
            {node.nature ?? named(node.kind)}
            {node.company && (
              <>
                , <bdi>{node.company.name}</bdi>
              </>
            )}
          </>
        ),
        says: [
          onDay(node.paidOn) ?? `in ${node.programYear}`,
          node.form,
          node.products.nodes.length > 0 && listed(node.products.nodes.map(({ name }) => name)),
          node.study,
          edge.role !== "recipient" && named(edge.role),
          node.isDisputed && "disputed by the recipient",
          <Origin source={edge.source} knownFrom={edge.knownFrom} />,
        ],
        figure: node.amountUsd == null ? "not told" : usd(node.amountUsd),
      })}
    />
  );
}
