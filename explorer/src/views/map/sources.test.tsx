import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Missing, placesOf, Rests } from "./Sources";

const source = (name: string, loadedAt: string | null) => ({
  name,
  title: name.toUpperCase(),
  publisher: "Bureau",
  loadedAt,
});
const NPPES = source("nppes", "2026-01-02T00:00:00Z");
const said = (sources: ReturnType<typeof source>[], isByCounty: boolean) =>
  renderToStaticMarkup(
    <MantineProvider env="test">
      <Missing of={placesOf(sources)} isByCounty={isByCounty} />
      <Rests of={placesOf(sources)} isByCounty={isByCounty} />
    </MantineProvider>,
  );

test("where no source of counties is loaded, it is said what to do, and only where counties are asked for", () => {
  expect(said([NPPES], true)).toContain("peerline load counties");
  expect(said([NPPES, source("counties", null)], true)).toContain("peerline load counties");
  expect(said([NPPES], false)).not.toContain("counties");
});

test("where it is loaded, what a county rests on is said with its day", () => {
  const both = said([NPPES, source("counties", "2026-03-04T00:00:00Z")], true);
  expect(both).toContain("Bureau: COUNTIES, loaded 2026-03-04");
  expect(both).not.toContain("peerline load");
  expect(said([source("counties", "2026-03-04T00:00:00Z")], true)).toContain("No source of places is loaded");
});
