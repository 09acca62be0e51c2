import { ActionIcon, Box, Group, useComputedColorScheme } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { IconFocusCentered, IconMinus, IconPlus } from "@tabler/icons-react";
import { UndirectedGraph } from "graphology";
import type Sigma from "sigma";
import { useEffect, useMemo, useRef, type KeyboardEvent } from "react";
import type { Drawn } from "./drawn";
import type { Place } from "./layout";
import { lookOf } from "./look";
import { nameWithRoom } from "./names";
import type { Selection } from "./selection";
import { lightened, sigmaOf, update } from "./sigma";
import { toward, type Way } from "./walking";
import styles from "./network.module.css";

interface Props {
  drawn: Drawn;
  places: Map<string, Place>;
  selection: Selection;
  choose: (at: string | undefined) => void;
  expand: (id: string) => void;
  remove: (id: string) => void;
  /** Whom to bring into sight, and how often that was asked. */
  seek: { id: string; times: number } | null;
}

const WAYS: Record<string, Way> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** The drawing itself: to be moved by pointer, finger and keys. */
export function Canvas({ drawn, places, selection, choose, expand, remove, seek }: Props) {
  const isDark = useComputedColorScheme("light") === "dark";
  const isStill = useReducedMotion();
  const port = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma | null>(null);
  const graph = useMemo(() => new UndirectedGraph(), []);
  const look = useMemo(() => lookOf(drawn, selection, isDark), [drawn, selection, isDark]);
  const acts = useRef({ choose, expand });
  acts.current = { choose, expand };
  const looks = useRef(look);
  looks.current = look;

  useEffect(() => {
    sigma.current?.setSettings(lightened(drawn.ties.size));
    update(graph, drawn, places, look);
  }, [graph, drawn, places, look]);

  useEffect(() => {
    if (!port.current) return undefined;
    const made = sigmaOf(graph, port.current);
    sigma.current = made;
    made.setSettings(lightened(graph.size));
    nameWithRoom(made, graph, () => looks.current);
    made.on("clickNode", ({ node }) => acts.current.choose(node));
    made.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      acts.current.expand(event.node);
    });
    made.on("clickEdge", ({ edge }) => acts.current.choose(edge));
    made.on("clickStage", () => acts.current.choose(undefined));
    const size = new ResizeObserver(() => made.resize().scheduleRender());
    size.observe(port.current);
    return () => {
      size.disconnect();
      sigma.current = null;
      made.kill();
    };
  }, [graph]);

  const glide = useMemo(() => ({ duration: isStill ? 0 : 250 }), [isStill]);
  useEffect(() => {
    const data = seek && sigma.current?.getNodeDisplayData(seek.id);
    if (!data) return;
    void sigma.current?.getCamera().animate({ x: data.x, y: data.y, ratio: 0.35 }, glide);
  }, [seek, glide]);

  const zoom = (factor: number) => {
    const camera = sigma.current?.getCamera();
    void camera?.animate({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, glide);
  };
  const fit = () => void sigma.current?.getCamera().animate(WHOLE, glide);

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const way = WAYS[event.key];
    const at = selection.at && drawn.nodes.has(selection.at) ? selection.at : undefined;
    if (way) choose(toward(drawn, places, at, way));
    else if (event.key === "Enter" && at) expand(at);
    else if (event.key === "Delete" && at) remove(at);
    else if (event.key === "Escape") choose(undefined);
    else if (event.key === "+") zoom(0.7);
    else if (event.key === "-") zoom(1.4);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  };

  return (
    <Box className={styles.stage}>
      <div
        className={styles.port}
        tabIndex={0}
        role="application"
        aria-label="Drawing of the network"
        aria-describedby="network-keys"
        onKeyDown={press}
      >
        <div ref={port} className={styles.canvas} data-testid="drawing" />
      </div>
      <p id="network-keys" hidden>
        Arrow keys go from person to person along ties, Enter brings more ties, Delete takes a person
        out, Escape lets go, plus, minus and 0 move nearer, away and to the whole. The table holds
        the same.
      </p>
      <Group gap={4} className={`${styles.zoom} unprinted`}>
        <ActionIcon variant="default" aria-label="Nearer" onClick={() => zoom(0.7)}>
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label="Away" onClick={() => zoom(1.4)}>
          <IconMinus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label="The whole drawing" onClick={fit}>
          <IconFocusCentered size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Box>
  );
}

const WHOLE = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
