import { Button, Loader, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { stopAll, useWaits } from "../asking/waiting";
import { counted } from "./words";

/** Seconds after which a wait is worth a word. */
const SLOW = 4;
/** Seconds after which whoever listens is told again. */
const SAID_AGAIN = 15;

/** Says of whatever is awaited that it takes long, how long, and lets the waiting be ended. */
export function Waiting() {
  const waits = useWaits();
  const seconds = useSeconds(waits[0]?.since);
  const mayStop = waits.some(({ stop }) => stop !== null);
  const isSlow = seconds >= SLOW;
  const told = seconds - (seconds % SAID_AGAIN);
  const stop = () => {
    stopAll();
    document.getElementById("view")?.focus();
  };
  return (
    <div className="waiting" data-slow={isSlow || undefined}>
      <span role="status">
        {isSlow && (
          <>
            <Loader size={14} aria-hidden />
            <Text span size="sm">
              {mayStop ? "Still asking…" : "Still working…"}{" "}
              <span aria-hidden className="figure">
                {seconds} s
              </span>
            </Text>
            {told > 0 && <span className="heard">{counted(told, "second")}</span>}
          </>
        )}
      </span>
      {isSlow && mayStop && (
        <Button size="compact-sm" radius="xl" variant="light" onClick={stop}>
          Stop waiting
        </Button>
      )}
    </div>
  );
}

function useSeconds(since: number | undefined): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (since === undefined) return;
    const look = () => setNow(Date.now());
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === undefined ? 0 : Math.max(0, Math.floor((now - since) / 1000));
}
