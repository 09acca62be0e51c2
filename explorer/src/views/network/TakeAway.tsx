import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { saveBlob } from "../../asking/files";
import { aboutOf, graphFile, personsFile, tiesFile } from "./files";
import { lookOf } from "./look";
import { pngOf, svgOf } from "./picture";
import type { Selection } from "./selection";
import type { Shown } from "./use";

interface Props {
  shown: Shown;
  selection: Selection;
}

/** What is drawn as a file: pictures, tables, or a graph. */
export function TakeAway({ shown, selection }: Props) {
  const today = new Date().toISOString().slice(0, 10);
  const { drawn, places } = shown;
  const about = aboutOf(drawn, selection, today);
  const give = (text: string, media: string, name: string) =>
    saveBlob(new Blob([text], { type: media }), `network-${today}${name}`);
  // A picture is for paper: always as in the light.
  const svg = () => svgOf(drawn, places, lookOf(drawn, selection, false), about);
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          Take away
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{about.drawn}</Menu.Label>
        <Menu.Item
          onClick={async () => saveBlob(await pngOf(svg()), `network-${today}.png`)}
        >
          Picture (PNG)
        </Menu.Item>
        <Menu.Item onClick={() => give(svg(), "image/svg+xml", ".svg")}>Drawing (SVG)</Menu.Item>
        <Menu.Item
          onClick={() =>
            give(graphFile(drawn, about), "application/graphml+xml", ".graphml")
          }
        >
          Graph (GraphML)
        </Menu.Item>
        <Menu.Item
          onClick={() => give(personsFile(drawn, about), "text/csv;charset=utf-8", "-persons.csv")}
        >
          Persons (CSV)
        </Menu.Item>
        <Menu.Item
          onClick={() => give(tiesFile(drawn, about), "text/csv;charset=utf-8", "-ties.csv")}
        >
          Ties (CSV)
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
