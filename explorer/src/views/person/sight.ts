// How much of a person the caller may read.
import { mayAsk, type Me } from "../../shell/me";

/** Everything; what is printed for everyone, since the person is of another territory; or that,
 * since the role may read no more. */
export type Sight = "all" | "territory" | "role";

export function sightOf(me: Me, person: { state?: string | null }): Sight {
  if (!mayAsk(me, "influence")) return "role";
  if (me.role !== "liaison") return "all";
  return person.state && me.territory.includes(person.state) ? "all" : "territory";
}

/** Whether what is personal may be grouped: of a liaison no group may reach beyond the territory. */
export const mayGroup = (me: Me): boolean => me.role !== "liaison";

/** Whether the reasons of an identification may be read. */
export const mayReadReasons = (me: Me): boolean => mayAsk(me, "teams");
