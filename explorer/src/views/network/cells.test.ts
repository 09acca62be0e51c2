import { expect, test } from "vitest";
import { graphml, xml } from "./cells";

test("no name breaks out of XML, and letters that it may not hold are left out", () => {
  expect(xml('<b a="1">&\u0000\ud800')).toBe("&lt;b a=&quot;1&quot;&gt;&amp;");
});

test("GraphML declares what it holds, and leaves out what is not known", () => {
  const written = graphml({
    about: "a & b",
    nodes: [
      { id: "P1", values: { name: "Ann <x>", influence: 0.5, city: null } },
      { id: "P2", values: { name: "Bo", influence: null, city: null } },
    ],
    edges: [{ from: "P1", to: "P2", values: { strength: 0.25, isSure: true } }],
  });
  const read = new DOMParser().parseFromString(written, "application/xml");
  expect(read.querySelector("parsererror")).toBeNull();
  expect([...read.querySelectorAll("key")].map((key) => key.getAttribute("attr.type"))).toEqual([
    "string",
    "double",
    "double",
    "boolean",
  ]);
  expect(read.querySelectorAll("node")[1]?.textContent).toBe("Bo");
  expect(read.querySelector("edge")?.getAttribute("target")).toBe("P2");
});
