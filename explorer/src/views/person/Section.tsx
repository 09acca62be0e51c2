import { Title } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Part } from "./sections";
import styles from "./person.module.css";

interface Props {
  id: Part;
  title: string;
  /** Whether the address asks for it: then it is filled before it is scrolled to. */
  isWanted: boolean;
  children: ReactNode;
}

const AHEAD = { rootMargin: "300px 0px" };

/** A section that asks for what it shows once it comes near the window. */
export function Section({ id, title, isWanted, children }: Props) {
  const { ref, entry } = useIntersection<HTMLElement>(AHEAD);
  const [isOpen, setOpen] = useState(isWanted);
  const isNear = entry?.isIntersecting === true;
  useEffect(() => {
    if (isNear || isWanted) setOpen(true);
  }, [isNear, isWanted]);
  return (
    <section
      ref={ref}
      id={id}
      aria-labelledby={`${id}-title`}
      className={isOpen ? styles.section : `${styles.section} ${styles.awaiting}`}
    >
      <Title order={2} size="h4" mb="xs" id={`${id}-title`}>
        {title}
      </Title>
      {isOpen && children}
    </section>
  );
}

const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"];
const SETTLED = 6_000;

/** Scrolls to a section, and keeps to it while those above it are filled, until somebody scrolls;
 * anew where what it is narrowed to changes. */
export function useScrolledTo(part: Part | undefined, narrowed: string): void {
  useEffect(() => {
    const section = part && document.getElementById(part);
    if (!section?.parentElement) return;
    const go = () => section.scrollIntoView();
    go();
    const watch = new ResizeObserver(go);
    watch.observe(section.parentElement);
    const stop = () => {
      clearTimeout(timer);
      watch.disconnect();
      for (const hand of HANDS) removeEventListener(hand, stop);
    };
    const timer = setTimeout(stop, SETTLED);
    for (const hand of HANDS) addEventListener(hand, stop, { passive: true });
    return stop;
  }, [part, narrowed]);
}

interface WaysProps {
  sections: readonly { id: Part; title: string }[];
  state: { id?: string; part?: Part };
}

/** The way to each section; it stays in sight. */
export function Ways({ sections, state }: WaysProps) {
  const nav = useRef<HTMLElement>(null);
  const { part } = state;
  useEffect(() => {
    const way = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (part && way) nav.current?.scrollTo({ left: way.offsetLeft - 48 });
  }, [part]);
  return (
    <nav ref={nav} className={`${styles.nav} unprinted`} aria-label="Sections">
      {sections.map(({ id, title }) => (
        <Link
          key={id}
          to="/explore/person"
          search={{ id: state.id, part: id } as never}
          resetScroll={false}
          aria-current={state.part === id ? "location" : undefined}
          activeProps={{}}
          onClick={() => document.getElementById(id)?.scrollIntoView()}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
