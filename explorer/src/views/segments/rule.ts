// The rule of a segment, written as a question writes it, such as `{state: {eq: "IL"}}`.
import { GraphQLError, parseConstValue, valueFromASTUntyped } from "graphql";

export type Rule = Record<string, unknown>;

/** A rule as it is sent, or why the text is none. */
export function ruleOf(text: string): { rule: Rule } | { problem: string } {
  try {
    const read = valueFromASTUntyped(parseConstValue(text));
    if (typeof read !== "object" || read === null || Array.isArray(read)) {
      return { problem: "A rule stands in braces, such as {state: {eq: \"IL\"}}." };
    }
    return { rule: read as Rule };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [at] = error.locations ?? [];
    const where = at ? `Line ${at.line}, column ${at.column}: ` : "";
    return { problem: where + error.message.replace("Syntax Error: ", "") };
  }
}

export interface Narrowed {
  states: string[];
  specialties: string[];
  topic: string;
}

/** A rule that holds where another does and where the person is so, too. */
export function narrowed(text: string, by: Narrowed): string {
  const listed = (values: string[]) => `[${values.map((one) => JSON.stringify(one)).join(", ")}]`;
  const parts = [
    ...(by.states.length ? [`{state: {in: ${listed(by.states)}}}`] : []),
    ...(by.specialties.length ? [`{specialty: {in: ${listed(by.specialties)}}}`] : []),
    ...(by.topic.trim() ? [`{topic: ${JSON.stringify(by.topic.trim())}}`] : []),
  ];
  if (parts.length === 0) return text;
  const rule = text.trim();
  const all = rule && rule !== "{}" ? [...parts, rule] : parts;
  return all.length === 1 ? (all[0] ?? "") : `{and: [\n  ${all.join(",\n  ")}\n]}`;
}
