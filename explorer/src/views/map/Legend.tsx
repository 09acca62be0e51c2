import { Group, Text } from "@mantine/core";
import { counted } from "../../parts/words";
import type { Step } from "./regions";
import { stepIn } from "./States";
import styles from "./map.module.css";

interface Props {
  steps: Step[];
  says: (value: number) => string;
  isKnown: boolean;
  title: string;
}

/** What the steps of colour mean, with how many states each holds. */
export function Legend({ steps, says, isKnown, title }: Props) {
  return (
    <section aria-label="Legend">
      <Text size="sm" mb={6}>
        {title}; each step holds about as many states
      </Text>
      <Group gap="md" component="ul" className="plain">
        {steps.map((step) => (
          <li key={step.from} className={styles.step}>
            <span className={styles.swatch} data-step={stepIn(steps, step.from)} />
            <Text size="xs" className="figure">
              {says(step.from) === says(step.to) ? says(step.from) : `${says(step.from)} to ${says(step.to)}`}
              <Text span c="dimmed" inherit>
                {" "}
                ({counted(step.states, "state")})
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
