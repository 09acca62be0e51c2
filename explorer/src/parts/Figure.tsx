import { Button } from "@mantine/core";
import { useResizeObserver } from "@mantine/hooks";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import figures from "./figures.module.css";

interface Props {
  /** What it shows, for those who cannot see it. */
  label: string;
  draw: (width: number) => Element;
  /** The same as a table. */
  table: ReactNode;
}

/** A drawing of Observable Plot, with its table twin. */
export function Figure({ label, draw, table }: Props) {
  const [port, { width }] = useResizeObserver<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const id = useId();
  const wide = Math.round(width);
  useEffect(() => {
    if (wide === 0 || !place.current || isTable) return;
    const drawn = draw(wide);
    // The policy of the page admits no style that is inserted; its rules stand in the css.
    for (const one of drawn.querySelectorAll("style")) one.remove();
    // The figure has one name; names of its parts would be read to nobody.
    for (const one of drawn.querySelectorAll("[aria-label]")) one.removeAttribute("aria-label");
    place.current.replaceChildren(drawn);
  }, [draw, wide, isTable]);
  return (
    <div ref={port}>
      {isTable ? (
        <div id={id} className={figures.scroll}>
          {table}
        </div>
      ) : (
        <div ref={place} role="img" aria-label={label} className={figures.figure} />
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        fw={400}
        ml={-8}
        mt={4}
        className="unprinted"
        aria-expanded={isTable}
        onClick={() => setTable(!isTable)}
      >
        {isTable ? "Show as a drawing" : "Show as a table"}
      </Button>
    </div>
  );
}
