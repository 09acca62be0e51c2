// Who asks, as the server knows it, and what may be asked.
import { createContext, useContext } from "react";
import type { MeQuery } from "../gql/graphql";

export type Me = MeQuery["me"];

export const MeContext = createContext<Me | null>(null);

/** Who asks; inside the shell there is always somebody. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("A view is shown outside the shell.");
  return me;
}

/** Whether all of these root fields may be asked. */
export function mayAsk(me: Me, ...questions: string[]): boolean {
  return questions.every((one) => me.questions.includes(one) || me.changes.includes(one));
}

/** Whether what was said in conversations may be read: who may log them may. */
export const mayHear = (me: Me): boolean => mayAsk(me, "logEngagement");
