// The drawing of a selection: asked for, placed, and kept until the next one is there.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "urql";
import { begin } from "../../asking/waiting";
import { useMe } from "../../shell/me";
import type { Drawn } from "./drawn";
import { gather } from "./gather";
import { placed, type Place } from "./layout";
import { isBegun, type Selection } from "./selection";

export interface Shown {
  drawn: Drawn;
  places: Map<string, Place>;
}

export interface Drawing {
  shown: Shown | null;
  /** What is awaited, in words. */
  awaits: string | null;
  again: () => void;
  /** Give everybody a new place. */
  anew: () => void;
}

/** What of a selection must be asked anew when it changes. */
export function askedOf(selection: Selection): string {
  const { at: _at, lit: _lit, as: _as, by: _by, up: _up, ...asked } = selection;
  return JSON.stringify(asked);
}

/** The drawing of the selection; where nobody has a place yet, a worker finds one. */
export function useDrawing(selection: Selection): Drawing {
  const client = useClient();
  const me = useMe();
  const asked = useMemo(() => askedOf(selection), [selection]);
  const known = useRef(new Map<string, Place>());
  const [shown, setShown] = useState<Shown | null>(null);
  const [awaits, setAwaits] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  if (failure) throw failure;

  useEffect(() => {
    const wanted = JSON.parse(asked) as Selection;
    const stop = new AbortController();
    const done = isBegun(wanted) ? begin() : () => undefined;
    const draw = async () => {
      setAwaits(wanted.on ? `Reading the ties as they stood on ${wanted.on}` : "Asking who is tied to whom");
      const drawn = await gather(client, me, wanted);
      if (stop.signal.aborted) return;
      const ids = [...drawn.nodes.keys()];
      const isNew = ids.some((id) => !known.current.has(id));
      if (isNew) {
        setAwaits("Placing the persons");
        const here = new Map([...known.current].filter(([id]) => drawn.nodes.has(id)));
        for (const [id, place] of await placed(drawn, here, stop.signal)) {
          known.current.set(id, place);
        }
        if (stop.signal.aborted) return;
      }
      setShown({ drawn, places: new Map(known.current) });
      setAwaits(null);
    };
    if (isBegun(wanted)) {
      draw()
        .catch((error) => !stop.signal.aborted && setFailure(error))
        .finally(done);
    } else {
      known.current.clear();
      setShown(null);
      setAwaits(null);
    }
    return () => {
      stop.abort();
      done();
    };
  }, [client, me, asked, turn]);

  return {
    shown,
    awaits,
    again: useCallback(() => setTurn((before) => before + 1), []),
    anew: useCallback(() => {
      known.current.clear();
      setTurn((before) => before + 1);
    }, []),
  };
}
