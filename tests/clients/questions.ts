// Asks the questions of the docs by the client that is generated from them, and prints the answers.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import * as client from "./client.js";

declare const process: { argv: string[] };
const [, , endpoint = "", asked = "{}"] = process.argv;

async function ask<Result, Variables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

// The amounts that were paid, as the generated types have them: text, or nothing.
async function paid(person: string): Promise<string[]> {
  const answer = await ask(client.PaymentsByCompanyAndYearDocument, { person });
  const sums: (string | null)[] = answer.person?.payments.groups.map((group) => group.sum) ?? [];
  return sums.filter((sum) => sum !== null);
}

// What the compiler must refuse; nobody calls it.
export async function refused(): Promise<void> {
  // @ts-expect-error The person is needed.
  await ask(client.PaymentsByCompanyAndYearDocument, {});
  const answer = await ask(client.PaymentsByCompanyAndYearDocument, { person: "" });
  // @ts-expect-error There may be no person of the id.
  answer.person.name;
  // @ts-expect-error An amount is no number.
  const sums: (number | null)[] | undefined = answer.person?.payments.groups.map(({ sum }) => sum);
  // @ts-expect-error Nobody asked for it.
  answer.person?.npi;
}

const questions: Record<string, Record<string, unknown>> = JSON.parse(asked);
const answers: Record<string, unknown> = {};
for (const [name, variables] of Object.entries(questions)) {
  const document = client[`${name}Document` as keyof typeof client];
  answers[name] = await ask(document as TypedDocumentNode<unknown, unknown>, variables);
}
const person = String(questions["PaymentsByCompanyAndYear"]?.["person"]);
console.log(JSON.stringify({ answers, paid: await paid(person) }));
