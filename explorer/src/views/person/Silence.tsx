import { useAsked } from "../../asking/use";
import { PersonSourcesDocument } from "../../gql/graphql";
import { listed } from "../../parts/words";
import { Nothing } from "./Records";

interface Props {
  /** The sources that would tell of it. */
  by: string[];
}

/** Why there is none: no source of it is loaded, so that nothing is known, or the loaded ones name none. */
export function Silence({ by }: Props) {
  const { data } = useAsked(PersonSourcesDocument, {});
  if (!data) return null;
  const told = data.sources.filter(({ name }) => by.includes(name));
  const loaded = told.filter(({ loadedAt }) => loadedAt);
  const titles = listed((loaded.length > 0 ? loaded : told).map(({ title }) => title));
  return (
    <Nothing>
      {loaded.length > 0
        ? `No record in ${titles}.`
        : `Not known: no source is loaded${titles ? ` (${titles})` : ""}.`}
    </Nothing>
  );
}
