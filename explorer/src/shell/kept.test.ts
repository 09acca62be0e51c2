import { beforeEach, expect, test } from "vitest";
import { dropView, keepView, keptViews } from "./kept";

beforeEach(() => localStorage.clear());

test("a view is kept by its name, and one of the same name takes its place", () => {
  keepView("Hearts", "/explore/lists?topic=Heart");
  keepView("Lungs", "/?q=Smith");
  keepView("Hearts", "/explore/map");
  expect(keptViews()).toEqual([
    { name: "Hearts", at: "/explore/map" },
    { name: "Lungs", at: "/?q=Smith" },
  ]);
  dropView("Lungs");
  expect(keptViews().map((one) => one.name)).toEqual(["Hearts"]);
});

test.each(["javascript:alert(1)", "//elsewhere.example", "https://elsewhere.example", "/graphql", ""])(
  "%j is no view, whoever wrote it there",
  (at) => {
    keepView("Bad", at);
    expect(keptViews()).toEqual([]);
    localStorage.setItem("peerline.views", JSON.stringify([{ name: "Bad", at }, 1, null, "x"]));
    expect(keptViews()).toEqual([]);
  },
);

test("what cannot be read is as good as nothing", () => {
  localStorage.setItem("peerline.views", "{");
  expect(keptViews()).toEqual([]);
});
