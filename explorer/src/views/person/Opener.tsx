import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, type ReactNode } from "react";
import styles from "./person.module.css";

interface Props {
  isOpen: boolean;
  toggle: () => void;
  name: ReactNode;
  figure: ReactNode;
  says: ReactNode;
  children: ReactNode;
}

/** A figure that opens to what it is made of. */
export function Opener({ isOpen, toggle, name, figure, says, children }: Props) {
  const id = useId();
  return (
    <div>
      <UnstyledButton
        className={styles.opener}
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
      >
        <IconChevronRight size={16} aria-hidden />
        <span className="long">{name}</span>
        <span>{figure}</span>
        <span className="long">{says}</span>
      </UnstyledButton>
      {isOpen && (
        <div className={styles.inset} id={id}>
          {children}
        </div>
      )}
    </div>
  );
}
