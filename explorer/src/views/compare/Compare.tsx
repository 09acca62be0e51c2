import { Box, CloseButton, Group } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { useAsked } from "../../asking/use";
import {
  CompareDocument,
  ComparePersonalDocument,
  type CompareQuery,
  type CompareQueryVariables,
} from "../../gql/graphql";
import { listOf, text, useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { Person } from "../../parts/Person";
import { PersonPicker } from "../../parts/PersonPicker";
import { mayAsk, useMe } from "../../shell/me";
import { sightOf } from "../person/sight";
import { rowsOf, type Compared } from "./rows";
import styles from "./compare.module.css";

const MOST = 4;
const READERS = { ids: listOf(text, MOST) };

/** Up to four persons side by side. */
export default function Compare() {
  const [state, change] = useAddress(READERS);
  const ids = state.ids ?? [];
  return (
    <>
      <Head title="Compare" says="Up to four persons side by side" />
      {ids.length < MOST && (
        <Box maw={420} mb="lg" className="unprinted">
          <PersonPicker
            key={ids.length}
            label={ids.length === 0 ? "Person" : "Add a person"}
            id={undefined}
            onPick={(id) => id && !ids.includes(id) && change({ ids: [...ids, id] })}
          />
        </Box>
      )}
      {ids.length === 0 ? (
        <Empty title="Nobody is chosen yet">
          Add the first person by name. A profile has the button “Compare”, too.
        </Empty>
      ) : (
        <Chosen ids={ids} drop={(id) => change({ ids: ids.filter((one) => one !== id) })} />
      )}
    </>
  );
}

/** The variables that ask for as many persons as there are ids. */
function asking([a = "", b = "", c = "", d = ""]: string[]): CompareQueryVariables {
  return { a, b, c, d, hasB: b !== "", hasC: c !== "", hasD: d !== "" };
}

/** The persons that are known, in the order of their ids; somebody whom two ids lead to, once. */
function printedOf(data: CompareQuery | undefined) {
  const found = [data?.a, data?.b, data?.c, data?.d].filter((one) => one != null);
  return found.filter((one, at) => found.findIndex(({ personId }) => personId === one.personId) === at);
}

function Chosen({ ids, drop }: { ids: string[]; drop: (id: string) => void }) {
  const me = useMe();
  const asked = useAsked(CompareDocument, asking(ids));
  const printed = useMemo(() => printedOf(asked.data), [asked.data]);
  // Of an id that nobody has, a filter would make an error of all.
  const known = printed.filter((one) => sightOf(me, one) === "all").map(({ personId }) => personId);
  const isPersonal = mayAsk(me, "influence");
  const personal = useAsked(ComparePersonalDocument, { ids: known }, !isPersonal || !known.length);
  const compared = printed.map(
    (one): Compared => ({
      printed: one,
      personal: personal.data?.people.nodes.find(({ personId }) => personId === one.personId),
      sight: sightOf(me, one),
    }),
  );
  return (
    <Answer of={asked} lines={12}>
      {() =>
        compared.length === 0 ? (
          <Empty title="Nobody has these ids">Add a person by name.</Empty>
        ) : (
          <Side compared={compared} drop={drop} isPersonal={isPersonal} />
        )
      }
    </Answer>
  );
}

interface SideProps {
  compared: Compared[];
  drop: (id: string) => void;
  isPersonal: boolean;
}

function Side({ compared, drop, isPersonal }: SideProps) {
  const groups = rowsOf(compared, isPersonal);
  return (
    <div className={styles.port} tabIndex={0} role="region" aria-label="Persons side by side">
      <table className={styles.table} aria-label="Persons side by side">
        <thead>
          <tr>
            <th scope="col">
              <span className="heard">What is compared</span>
            </th>
            {compared.map(({ printed }) => (
              <th key={printed.personId} scope="col">
                <Group gap={4} wrap="nowrap" align="flex-start" justify="space-between">
                  <Box miw={0}>
                    <Person person={printed} />
                  </Box>
                  <CloseButton
                    size="sm"
                    className="unprinted"
                    aria-label={`Without ${printed.name}`}
                    onClick={() => drop(printed.personId)}
                  />
                </Group>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ title, rows }) => (
          <tbody key={title}>
            <tr>
              <th colSpan={compared.length + 1} scope="rowgroup" className={styles.group}>
                {title}
              </th>
            </tr>
            {rows.map((row) => (
              <Row key={row.title} title={row.title} compared={compared} cell={row.cell} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface RowProps {
  title: string;
  compared: Compared[];
  cell: (one: Compared) => ReactNode;
}

function Row({ title, compared, cell }: RowProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {compared.map((one) => (
        <td key={one.printed.personId}>{cell(one)}</td>
      ))}
    </tr>
  );
}
