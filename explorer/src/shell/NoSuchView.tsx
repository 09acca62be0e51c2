import { Empty } from "../parts/Empty";


/** What an address shows that is none of ours. */
export function NoSuchView() {
  return (
    <Empty isWhole title="There is no such view" to={{ path: "/", says: "Find a person" }}>
      The address may be mistyped, or the link is of an older version.
    </Empty>
  );
}
