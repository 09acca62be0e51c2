import { Stack } from "@mantine/core";
import type { Acts } from "./acts";
import { ChainPanel } from "./ChainPanel";
import { Opened } from "./Opened";
import { PersonPanel } from "./PersonPanel";
import type { Selection } from "./selection";
import { TiePanel } from "./TiePanel";
import type { Shown } from "./use";
import styles from "./network.module.css";

interface Props {
  shown: Shown | null;
  selection: Selection;
  acts: Acts;
}

/** Beside the drawing: who or what is chosen, the two ends, and what was opened. */
export function Side({ shown, selection, acts }: Props) {
  const node = selection.at ? shown?.drawn.nodes.get(selection.at) : undefined;
  const tie = selection.at ? shown?.drawn.ties.get(selection.at) : undefined;
  return (
    <Stack gap="sm" miw={0} className={styles.side ?? ""} component="aside" aria-label="Chosen in the drawing">
      {shown && node && (
        <PersonPanel node={node} drawn={shown.drawn} selection={selection} acts={acts} />
      )}
      {shown && tie && <TiePanel tie={tie} drawn={shown.drawn} selection={selection} acts={acts} />}
      {(selection.start || selection.end) && (
        <ChainPanel drawn={shown?.drawn ?? null} selection={selection} acts={acts} />
      )}
      {shown && !tie && !node && (
        <Opened drawn={shown.drawn} selection={selection} acts={acts} />
      )}
    </Stack>
  );
}
