import { useAsked } from "../../asking/use";
import { FrozenListsDocument } from "../../gql/graphql";
import { text, useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { All } from "./All";
import { One } from "./One";

const STATE = { list: text };

/** Lists that were frozen before anyone could know, and how right they were. */
export default function Frozen() {
  const [shown] = useAddress(STATE);
  const asked = useAsked(FrozenListsDocument, {});
  return (
    <Answer of={asked} lines={8}>
      {({ frozenLists }) => {
        const one = frozenLists.find(({ id }) => id === shown.list);
        if (one?.isWhole) return <One key={one.id} list={one} />;
        return (
          <>
            <Head
              title="Frozen lists"
              says="Who was said to rise, written down with a digest, and who did rise in the three years after"
            />
            {shown.list && (
              <Empty
                title={one ? "This list is not shown" : "There is no such list"}
                to={{ path: "/explore/frozen", says: "All frozen lists" }}
              >
                {one ? `${one.id}: ${one.fault}.` : "The address names a file that is not there."}
              </Empty>
            )}
            {!shown.list && <All lists={frozenLists} />}
          </>
        );
      }}
    </Answer>
  );
}
