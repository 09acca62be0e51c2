import { Alert, Box, Button, Group, Loader, Notification, SegmentedControl, Text } from "@mantine/core";
import { IconArrowBackUp, IconInfoCircle, IconRefreshDot } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useAddress } from "../../parts/address";
import { Head } from "../../parts/Head";
import { counted } from "../../parts/words";
import { Trouble } from "../../parts/Trouble";
import { Canvas } from "./Canvas";
import type { Acts } from "./acts";
import { Filters } from "./Filters";
import { Finder } from "./Finder";
import { shownOf } from "./files";
import { Legend } from "./Legend";
import {
  chosenOf,
  isBegun,
  LONGEST,
  more,
  STATE,
  STEP,
  withoutPerson,
  withTies,
  type Selection,
} from "./selection";
import { Side } from "./Side";
import { isDrawable } from "./sigma";
import { Start } from "./Start";
import { TakeAway } from "./TakeAway";
import { Time } from "./Time";
import { Twin } from "./Twin";
import { useDrawing, type Shown } from "./use";
import styles from "./network.module.css";

/** Who is tied to whom: a drawing that grows from persons, a circle, an institution or two ends. */
export default function Network() {
  const [selection, change] = useAddress(STATE);
  const drawing = useDrawing(selection);
  const [isFull, setFull] = useState(false);
  const [seek, setSeek] = useState<{ id: string; times: number } | null>(null);
  const canDraw = useMemo(isDrawable, []);
  const { history } = useRouter();
  const acts = useMemo<Acts>(() => {
    const put = (to: Selection | undefined) => {
      setFull(to === undefined);
      if (to) change(to);
    };
    const many = (id: string) => chosenOf(selection).find((one) => one.id === id)?.ties;
    return {
      change,
      choose: (at) => change({ at }, { replace: true }),
      open: (id) => {
        const before = many(id);
        put(withTies({ ...selection, at: id }, id, before ? more(before) : STEP));
      },
      put: (id) => put(withTies(selection, id, many(id) || STEP)),
      fold: (id) => put(withTies(selection, id, 0)),
      remove: (id) => change(withoutPerson(selection, id)),
      seek: (id) => {
        change({ at: id, as: undefined }, { replace: true });
        setSeek((before) => ({ id, times: (before?.times ?? 0) + 1 }));
      },
    };
  }, [change, selection]);

  const { shown, awaits, again } = drawing;
  return (
    <Box className="wide">
      <Head
        title="Network"
        says={shown ? <Status {...shown} /> : "Who is tied to whom, and by which records"}
      >
        {isBegun(selection) && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => history.back()}
            >
              Undo
            </Button>
            {shown && <TakeAway shown={shown} selection={selection} />}
            <Button size="xs" variant="subtle" onClick={() => change(CLEARED)}>
              Begin anew
            </Button>
          </>
        )}
      </Head>
      {!isBegun(selection) && <Start acts={acts} selection={selection} />}
      {isBegun(selection) && (
        <>
          <Group gap="xs" mb="sm" className="unprinted" align="flex-end">
            <Finder shown={shown} acts={acts} />
            <Filters selection={selection} change={change} />
            <SegmentedControl
              size="xs"
              ml="auto"
              aria-label="Shown as"
              value={selection.as ?? (canDraw ? "drawing" : "table")}
              onChange={(as) => change({ as: as === "drawing" ? undefined : (as as "table") })}
              data={[
                { value: "drawing", label: "Drawing", disabled: !canDraw },
                { value: "table", label: "Persons" },
                { value: "ties", label: "Ties" },
              ]}
            />
          </Group>
          {isFull && (
            <Notification
              color="yellow"
              title="This drawing is too long for an address"
              onClose={() => setFull(false)}
              mb="sm"
              withBorder
            >
              An address holds {LONGEST} persons that were opened. Take somebody out, or begin anew.
            </Notification>
          )}
          {!canDraw && (
            <Alert color="gray" icon={<IconInfoCircle />} mb="sm" py="xs">
              This browser cannot draw with WebGL 2. The tables hold all that the drawing would.
            </Alert>
          )}
          <Notes shown={shown} again={again} />
          <div className={styles.frame}>
            <div className={styles.main} aria-busy={awaits !== null}>
              {shown && (
                <View {...{ shown, selection, acts, seek }} canDraw={canDraw} />
              )}
              <Group justify="space-between" align="flex-start" mt="sm" gap="lg" wrap="wrap">
                <Time selection={selection} change={change} />
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  leftSection={<IconRefreshDot size={14} aria-hidden />}
                  onClick={drawing.anew}
                >
                  Give everybody a new place
                </Button>
              </Group>
              {awaits && (
                <Group className={styles.awaits} role="status" gap="xs">
                  <Loader size="xs" />
                  <Text size="sm">{awaits}…</Text>
                </Group>
              )}
            </div>
            <Side shown={shown} selection={selection} acts={acts} />
          </div>
        </>
      )}
    </Box>
  );
}

const CLEARED = Object.fromEntries(Object.keys(STATE).map((name) => [name, undefined]));

function Status({ drawn }: Shown) {
  return (
    <span role="status" data-testid="drawn">
      {shownOf(drawn)} · {counted(drawn.ties.size, "tie")} in the drawing
    </span>
  );
}

function Notes({ shown, again }: { shown: Shown | null; again: () => void }) {
  if (!shown) return null;
  const { notes, trouble } = shown.drawn;
  return (
    <>
      {trouble && (
        <Box mb="sm">
          <Trouble trouble={trouble} again={again} />
        </Box>
      )}
      {notes.map((note) => (
        <Alert key={note} color="gray" icon={<IconInfoCircle />} mb="sm" py="xs" role="status">
          {note}
        </Alert>
      ))}
    </>
  );
}

interface Viewed {
  shown: Shown;
  selection: Selection;
  acts: Acts;
  seek: { id: string; times: number } | null;
  canDraw: boolean;
}

function View({ shown, selection, acts, seek, canDraw }: Viewed) {
  if (selection.as || !canDraw) return <Twin shown={shown} selection={selection} acts={acts} />;
  return (
    <>
      <Canvas
        {...shown}
        selection={selection}
        choose={acts.choose}
        expand={acts.open}
        remove={acts.remove}
        seek={seek}
      />
      <Legend drawn={shown.drawn} selection={selection} change={acts.change} />
    </>
  );
}
