import { Group, Text } from "@mantine/core";
import { counted } from "../../parts/words";
import { WORDS, type Level } from "./asking";
import type { Step } from "./regions";
import { stepIn } from "./Drawing";
import styles from "./map.module.css";

interface Props {
  steps: Step[];
  says: (value: number) => string;
  isKnown: boolean;
  title: string;
  level: Level;
}

/** What the steps of colour mean, with how many places each holds. */
export function Legend({ steps, says, isKnown, title, level }: Props) {
  return (
    <section aria-label="Legend">
      <Text size="sm" mb={6}>
        {title}; each step holds about as many {WORDS[level].several}
      </Text>
      <Group gap="md" component="ul" className="plain">
        {steps.map((step) => (
          <li key={step.from} className={styles.step}>
            <span className={styles.swatch} data-step={stepIn(steps, step.from)} />
            <Text size="xs" className="figure">
              {says(step.from) === says(step.to) ? says(step.from) : `${says(step.from)} to ${says(step.to)}`}
              <Text span c="dimmed" inherit>
                {" "}
                ({counted(step.places, WORDS[level].one, WORDS[level].several)})
              </Text>
            </Text>
          </li>
        ))}
        <li className={styles.step}>
          <span className={styles.swatch} data-hatched />
          <Text size="xs">{isKnown ? "Nobody here" : "No source loaded"}</Text>
        </li>
      </Group>
    </section>
  );
}
