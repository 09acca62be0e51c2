import { renderHook, act } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { awaited, begin, LONGEST, stopAll, useWaits } from "./waiting";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = () => new Promise<string>(() => undefined);

test("what is answered is given, and awaited no longer", async () => {
  const { result } = renderHook(useWaits);
  let answer = (_: string): void => undefined;
  let work: Promise<string> | undefined;
  act(() => {
    work = awaited(() => new Promise<string>((done) => (answer = done)));
  });
  expect(result.current).toHaveLength(1);
  await act(async () => {
    answer("here");
    expect(await work).toBe("here");
  });
  expect(result.current).toEqual([]);
});

test("who stops waits for nothing any more, and the work is told", async () => {
  let told: AbortSignal | undefined;
  const work = awaited((signal) => {
    told = signal;
    return never();
  });
  const refused = expect(work).rejects.toHaveProperty("name", "AbortError");
  stopAll();
  await refused;
  expect(told?.aborted).toBe(true);
});

test("after the limit nothing is awaited, unless there is none", async () => {
  const whole = awaited(never, { limit: null });
  const ended = expect(awaited(never)).rejects.toHaveProperty("name", "TimeoutError");
  await vi.advanceTimersByTimeAsync(LONGEST);
  await ended;
  const stopped = expect(whole).rejects.toHaveProperty("name", "AbortError");
  stopAll();
  await stopped;
});

test("a change that is begun cannot be stopped, only given up after the limit", async () => {
  const ended = expect(awaited(never, { mayStop: false })).rejects.toHaveProperty("name", "TimeoutError");
  stopAll();
  await vi.advanceTimersByTimeAsync(LONGEST);
  await ended;
});

test("what is ended from outside is awaited no longer", async () => {
  const { result } = renderHook(useWaits);
  const outside = new AbortController();
  const work = expect(awaited(never, { signal: outside.signal })).rejects.toBeDefined();
  await act(async () => {
    outside.abort();
    await work;
  });
  expect(result.current).toEqual([]);
  await expect(awaited(never, { signal: outside.signal })).rejects.toBeDefined();
});

test("work of several questions is one wait, from its beginning on", () => {
  const { result } = renderHook(useWaits);
  let done = (): void => undefined;
  act(() => (done = begin()));
  expect(result.current).toEqual([{ since: Date.now(), stop: null }]);
  act(() => done());
  expect(result.current).toEqual([]);
});
