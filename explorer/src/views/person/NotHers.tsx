import { useDoing } from "../../asking/use";
import { PersonNotHersDocument } from "../../gql/graphql";
import { Judging } from "./Judging";

interface Props {
  person: { personId: string; name: string };
  kind: "paper" | "trial";
  record: string;
  close: () => void;
}

/** A steward says that a record is not this person's. */
export function NotHers({ person, kind, record, close }: Props) {
  const { run, trouble, isRunning } = useDoing(PersonNotHersDocument);
  return (
    <Judging
      about={record}
      title={`Not this person’s ${kind}`}
      says={
        <>
          {kind === "paper" ? "Paper" : "Trial"} {record} is not by <bdi>{person.name}</bdi>.
        </>
      }
      judge={async (why, dryRun) =>
        (await run({ person: person.personId, record, why, dryRun }))?.judgeNotHers
      }
      {...{ trouble, isRunning, close }}
    />
  );
}
