import { CombinedError } from "@urql/core";
import { expect, test } from "vitest";
import { ofStatus, troubleOf } from "./trouble";

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

test.each([
  ["UNAUTHENTICATED", 401, "signIn"],
  ["FORBIDDEN", 200, "forbidden"],
  ["RATE_LIMITED", 429, "busy"],
  ["BAD_USER_INPUT", 200, "input"],
  ["TIMEOUT", 200, "slow"],
  ["INTERNAL", 200, "failed"],
])("an error of code %s is told as what it is", (code, status, kind) => {
  const graphQLErrors = [{ message: "said by the server", extensions: { code } }];
  const error = new CombinedError({ graphQLErrors, response: answer(status) });
  expect(troubleOf(error)).toMatchObject({ kind, message: "said by the server" });
});

test("who must wait is told for how long, and by which number the request is found", () => {
  const response = answer(429, { "retry-after": "30", "x-request-id": "r-1" });
  expect(ofStatus(response)).toMatchObject({ kind: "busy", after: 30, request: "r-1" });
  expect(ofStatus(answer(429, { "retry-after": "soon" })).after).toBeNull();
});

test("no answer at all is not taken for a refusal", () => {
  const networkError = new Error("refused");
  expect(troubleOf(new CombinedError({ networkError }))).toMatchObject({ kind: "offline" });
  networkError.name = "TimeoutError";
  expect(troubleOf(new CombinedError({ networkError }))).toMatchObject({ kind: "slow" });
  networkError.name = "AbortError";
  expect(troubleOf(new CombinedError({ networkError }))).toMatchObject({ kind: "stopped" });
  expect(ofStatus(null)).toMatchObject({ kind: "offline", request: null });
});

test("a proxy's page in place of an answer is a failure, and its words are not shown", () => {
  expect(ofStatus(answer(502))).toMatchObject({
    kind: "failed",
    message: "The server could not answer. Nothing of yours is lost.",
  });
});
