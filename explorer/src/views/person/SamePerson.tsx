import { Group, Pill } from "@mantine/core";
import { useState } from "react";
import { useDoing } from "../../asking/use";
import { PersonSameDocument } from "../../gql/graphql";
import { Finder, type FoundPerson } from "./Finder";
import { Judging } from "./Judging";

interface Props {
  person: { personId: string; name: string };
  close: () => void;
}

/** A steward says that two persons are one. */
export function SamePerson({ person, close }: Props) {
  const { run, trouble, isRunning } = useDoing(PersonSameDocument);
  const [other, setOther] = useState<FoundPerson | null>(null);
  return (
    <Judging
      about={other?.personId ?? ""}
      title="Same person as…"
      says={
        <>
          <bdi>{person.name}</bdi> and {other ? <bdi>{other.name}</bdi> : "whom you choose"} are one
          person.
        </>
      }
      judge={async (why, dryRun) =>
        other
          ? (await run({ one: person.personId, other: other.personId, why, dryRun }))?.judgeSamePerson
          : null
      }
      isReady={other !== null}
      {...{ trouble, isRunning, close }}
    >
      {other ? (
        <Group>
          <Pill
            withRemoveButton
            size="md"
            onRemove={() => setOther(null)}
            removeButtonProps={{ "aria-label": "Another one", "aria-hidden": false, tabIndex: 0 }}
          >
            {other.name}
          </Pill>
        </Group>
      ) : (
        <Finder label="The other person" without={[person.personId]} choose={setOther} />
      )}
    </Judging>
  );
}
