import { Alert, Button } from "@mantine/core";
import { useState } from "react";
import { goToIssuer } from "../asking/issuer";

interface Props {
  /** The view to come back to. */
  at: string;
  label: string;
  /** The issuer shall ask who it is, whomever it knows. */
  afresh?: boolean;
}

/** Leads to where the organisation signs people in; says so where it cannot be reached. */
export function ByIssuer({ at, label, afresh = false }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isGoing, setGoing] = useState(false);
  const go = async () => {
    setGoing(true);
    setFailure(null);
    try {
      await goToIssuer(at, afresh);
    } catch (failed) {
      setFailure(failed instanceof Error ? failed.message : String(failed));
    }
    // Whoever comes back by the browser's own button finds it as it was.
    setGoing(false);
  };
  return (
    <>
      {failure && (
        <Alert role="alert" color="red" py="xs">
          {failure}
        </Alert>
      )}
      <Button onClick={() => void go()} loading={isGoing}>
        {label}
      </Button>
    </>
  );
}
