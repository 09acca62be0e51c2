// How many people there are of each place, and the outlines of the places, as the address asks.
import { useEffect, useState } from "react";
import { MapCountiesDocument, MapStatesDocument, type MapStatesQuery } from "../../gql/graphql";
import { useAsked, type Asked as Answered } from "../../asking/use";
import { baseOf, whoOf, within, type Asked } from "./asking";
import { NUMBER } from "./states";
import { countiesDrawn, statesDrawn, type Shape } from "./shapes";

/** People, with how many there are of each place. */
export type People = Pick<MapStatesQuery["people"], "totalCount" | "groups">;
/** All who are looked at, and those of them who are counted. */
export type Both = [all: People, who: People];

/** People by state. */
export function useStates(asked: Asked): Answered<Both> {
  const all = useAsked(MapStatesDocument, { filter: baseOf(asked) });
  const who = useAsked(MapStatesDocument, { filter: whoOf(asked) });
  return both(all, who);
}

/** People of a state by county; not asked for where there is no state. */
export function useCounties(asked: Asked, inside: string | undefined): Answered<Both> {
  const isPaused = inside === undefined;
  const all = useAsked(MapCountiesDocument, { filter: within(baseOf(asked), inside) }, isPaused);
  const who = useAsked(MapCountiesDocument, { filter: within(whoOf(asked), inside) }, isPaused);
  const told = both(all, who);
  // Until the answer is there, the one before may be of another state.
  const isAwaited = told.isAsking && told.data?.some((people) => isElsewhere(people, inside));
  return isAwaited ? { ...told, data: undefined } : told;
}

const isElsewhere = ({ groups }: People, state: string | undefined): boolean =>
  groups.some(({ keys: [key] }) => key?.value && !key.value.startsWith(NUMBER.get(state ?? "") ?? "none"));

type Said = Answered<{ people: People }>;

/** Two answers as one: there where both are. */
function both(one: Said, other: Said): Answered<Both> {
  return {
    data: one.data && other.data ? [one.data.people, other.data.people] : undefined,
    trouble: one.trouble ?? other.trouble,
    isAsking: one.isAsking || other.isAsking,
    again: () => {
      one.again();
      other.again();
    },
  };
}

/** The outlines of the states, or of a state's counties; none until they are here. */
export function useShapes(of: "states" | { counties: string | undefined }): Shape[] | null {
  const state = of === "states" ? undefined : of.counties;
  const isStates = of === "states";
  const [drawn, setDrawn] = useState<{ state: string | undefined; shapes: Shape[] } | null>(null);
  useEffect(() => {
    if (!isStates && !state) return undefined;
    let isWanted = true;
    const made = state ? countiesDrawn(state) : statesDrawn();
    void made.then((shapes) => isWanted && setDrawn({ state, shapes }));
    return () => {
      isWanted = false;
    };
  }, [isStates, state]);
  return drawn && drawn.state === state ? drawn.shapes : null;
}

/** Whether nobody is in a place, by the groups of all who are looked at. */
export const isNobodyIn = (place: string | undefined, all: People | undefined): boolean =>
  place !== undefined &&
  all !== undefined &&
  !all.groups.some(({ keys: [key] }) => (key?.value ?? "none") === place);
