import { Alert, Box } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { lazy, Suspense, type ComponentType } from "react";
import { useAsked } from "../../asking/use";
import { PersonDocument, type PersonQuery } from "../../gql/graphql";
import { oneOf, text, useAddress, type Change, type State } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { listed } from "../../parts/words";
import { useMe, type Me } from "../../shell/me";
import { Glance } from "./Glance";
import { PARTS, sectionsFor, type Part } from "./sections";
import { Section, useScrolledTo, Ways } from "./Section";
import { sightOf, type Sight } from "./sight";
import { Top } from "./Top";

const READERS = {
  id: text,
  part: oneOf(...PARTS),
  dimension: text,
  indicator: text,
  topic: text,
  year: text,
  by: oneOf("families", "years", "natures"),
  of: text,
};

export type Known = NonNullable<PersonQuery["person"]>;

/** What a section knows: of whom, how much may be read, and the address of the view. */
export interface Of {
  person: Known;
  sight: Sight;
  state: State<typeof READERS>;
  change: Change<typeof READERS>;
}

const BODIES: Record<Part, ComponentType<Of>> = {
  influence: lazy(() => import("./Influence")),
  years: lazy(() => import("./Years")),
  papers: lazy(() => import("./Papers")),
  trials: lazy(() => import("./Trials")),
  grants: lazy(() => import("./Grants")),
  congresses: lazy(() => import("./Congresses")),
  positions: lazy(() => import("./Positions")),
  practice: lazy(() => import("./Practice")),
  payments: lazy(() => import("./Payments")),
  ties: lazy(() => import("./Ties")),
  screening: lazy(() => import("./Screening")),
  relationship: lazy(() => import("./Relationship")),
  sources: lazy(() => import("./Sources")),
};

/** One person: publication and practice, and what we have to do with each other. */
export default function Person() {
  const [state, change] = useAddress(READERS);
  const id = state.id ?? "";
  const asked = useAsked(PersonDocument, { id }, !id);
  const me = useMe();
  if (!id) return <NoPerson title="No person is chosen" />;
  return (
    <Answer of={asked} lines={10}>
      {({ person }) =>
        person ? (
          <Shown key={person.personId} {...{ person, state, change }} sight={sightOf(me, person)} />
        ) : (
          <NoPerson title="Nobody has this id" />
        )
      }
    </Answer>
  );
}

function NoPerson({ title }: { title: string }) {
  return (
    <>
      <Head title="Person" />
      <Empty title={title} to={{ path: "/", says: "Find a person" }}>
        Ids may change when two records are found to be of one person. Look the person up by name,
        NPI or ORCID iD.
      </Empty>
    </>
  );
}

function Shown(of: Of) {
  const { person, sight, state } = of;
  const me = useMe();
  const sections = sectionsFor(me, sight);
  const { part } = state;
  useScrolledTo(part, `${state.topic ?? ""} ${state.year ?? ""}`);
  return (
    <>
      <Top person={person} sight={sight} />
      {sight !== "all" && <LessSeen sight={sight} me={me} />}
      <Glance person={person} sight={sight} />
      <Ways sections={sections} state={state} />
      {sections.map(({ id, title }) => {
        const Body = BODIES[id];
        return (
          <Section key={id} id={id} title={title} isWanted={part === id}>
            <Suspense fallback={<Box h={120} role="status" aria-label="Loading" />}>
              <Body {...of} />
            </Suspense>
          </Section>
        );
      })}
    </>
  );
}

function LessSeen({ sight, me }: { sight: Sight; me: Me }) {
  return (
    <Alert color="gray" icon={<IconLock aria-hidden />} mt="md" role="note">
      {sight === "role"
        ? "You see what registries and publishers print for everyone. Influence, payments, ties, practice and screening are not for your role."
        : `This person is outside your territory${me.territory.length ? ` (${listed(me.territory)})` : ""}: you see what registries and publishers print for everyone.`}
    </Alert>
  );
}
