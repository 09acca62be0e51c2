import { expect, test } from "vitest";
import { cell, csv, graphml, xml } from "./cells";

test.each(["=1+1", "+1", "-1", "@sum", " =1", "\u200b=1", "\uff1d1", "\t=1"])(
  "a spreadsheet does not run %j",
  (given) => expect(cell(given).replace(/^"/, "").startsWith("'")).toBe(true),
);

test("numbers stay numbers, and commas, quotes and lines stay in their cell", () => {
  expect([cell(-1.5), cell(true), cell(null), cell("Smith, Jane"), cell('a "b"'), cell("a\nb")]).toEqual([
    "-1.5",
    "true",
    "",
    '"Smith, Jane"',
    '"a ""b"""',
    '"a\nb"',
  ]);
  expect(csv(["a"], [["x"], [2]])).toBe("a\r\nx\r\n2\r\n");
});

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
