import { renderHook, act } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import {
  credentials,
  fresh,
  headers,
  refuse,
  session,
  signIn,
  signInBy,
  useIdentity,
  useIsRefused,
  wasTaken,
} from "./identity";

const renewed = vi.hoisted(() => vi.fn());
vi.mock("./oidc", () => ({ renewed }));

const granted = { token: "first", until: Date.now() + 5_000, refresh: "r-1", idToken: null };

beforeEach(() => {
  signIn(null);
  renewed.mockReset();
  document.head.innerHTML = '<meta name="sign-in" content=\'{"issuer":"https://issuer.test"}\'>';
});

test("a key takes the place of a sign-in, and of whatever was kept beside it", () => {
  signInBy(granted);
  expect(session()).toMatchObject({ until: granted.until, wasTaken: false });
  wasTaken();
  expect(session()?.wasTaken).toBe(true);
  signIn("a-key");
  expect([credentials(), session()]).toEqual(["a-key", null]);
  signIn(null);
  expect(sessionStorage.length).toBe(0);
});

test("a token that runs out is renewed once for all who ask, and stays of the same sign-in", async () => {
  signInBy(granted);
  const { result } = renderHook(useIdentity);
  const before = result.current;
  renewed.mockResolvedValue({ ...granted, token: "second", until: Date.now() + 600_000 });
  await act(() => Promise.all([fresh(), fresh()]));
  expect(renewed).toHaveBeenCalledOnce();
  expect(headers()).toEqual({ authorization: "Bearer second" });
  expect(result.current).toBe(before);
  await fresh();
  expect(renewed).toHaveBeenCalledOnce();
});

test("what cannot be renewed is not tried again, and the server has the word", async () => {
  signInBy(granted);
  renewed.mockRejectedValue(new Error("invalid_grant"));
  await fresh();
  await fresh();
  expect(renewed).toHaveBeenCalledOnce();
  expect(credentials()).toBe("first");
});

test("a renewed token is not kept for somebody else who signed in meanwhile", async () => {
  signInBy(granted);
  renewed.mockImplementation(async () => {
    signIn("another");
    return { ...granted, token: "second" };
  });
  await fresh();
  expect([credentials(), session()]).toEqual(["another", null]);
});

test("a late refusal of who has gone shuts out nobody", () => {
  const { result } = renderHook(useIsRefused);
  signIn("a-key");
  act(() => refuse("old"));
  expect(result.current).toBe(false);
  act(() => refuse("a-key"));
  expect(result.current).toBe(true);
  act(() => signIn("another"));
  expect(result.current).toBe(false);
});
