import { useState } from "react";
import { useDoing } from "../../asking/use";
import { PersonSameDocument } from "../../gql/graphql";
import { PersonPicker } from "../../parts/PersonPicker";
import { Judging } from "./Judging";

interface Props {
  person: { personId: string; name: string };
  close: () => void;
}

/** A steward says that two persons are one. */
export function SamePerson({ person, close }: Props) {
  const { run, trouble, isRunning } = useDoing(PersonSameDocument);
  const [other, setOther] = useState<{ personId: string; name: string } | null>(null);
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
      <PersonPicker
        label="The other person"
        id={other?.personId}
        onPick={(personId, name = "") => {
          const isOther = personId !== undefined && personId !== person.personId;
          setOther(isOther ? { personId, name } : null);
        }}
      />
    </Judging>
  );
}
