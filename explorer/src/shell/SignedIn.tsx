// Where the issuer leads back to: the sign-in is checked, kept, and the person stands where they were.
import { Alert, Anchor, Box, Code, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { signInBy } from "../asking/identity";
import { BACK, issuer } from "../asking/issuer";
import { arrived, NotSignedIn } from "../asking/oidc";
import { ByIssuer } from "./ByIssuer";
import { Door } from "./Door";
import { leadsToView } from "./kept";

/** A view of this page and nothing else, wherever an answer would lead. */
const viewOf = (at: string): string => (leadsToView(at) ? at : "/");

/** Takes in what the issuer answered; says in plain words where nobody is signed in. */
export default function SignedIn() {
  const [failure, setFailure] = useState<NotSignedIn | null>(null);
  useEffect(() => {
    arriving ??= arrive();
    void arriving.then(setFailure);
  }, []);
  if (!failure) return <Box role="status" aria-label="Signing in" />;
  const at = viewOf(failure.at);
  return (
    <Door title="You are not signed in">
      <Alert role="alert" color="yellow" py="xs">
        <Text size="sm">{failure.message}</Text>
        {failure.code && (
          <Text size="xs" mt={4} className="long">
            Your organisation calls it <Code>{failure.code.slice(0, 80)}</Code>.
          </Text>
        )}
      </Alert>
      <ByIssuer at={at} label="Sign in again" />
      <Anchor href={at} size="sm">
        Use a key, or another way
      </Anchor>
    </Door>
  );
}

// What the issuer answers holds once.
let arriving: Promise<NotSignedIn | null> | null = null;

async function arrive(): Promise<NotSignedIn | null> {
  const address = window.location.href;
  const by = issuer();
  // Neither code nor error stays in the address, or in what the browser remembers of it.
  window.history.replaceState(null, "", BACK);
  if (!by || !/[?&](state|code|error)=/.test(address)) {
    window.location.replace("/");
    return null;
  }
  try {
    const { at, ...granted } = await arrived(by, address);
    signInBy(granted);
    window.location.replace(viewOf(at));
    return null;
  } catch (failed) {
    if (failed instanceof NotSignedIn) return failed;
    throw failed;
  }
}
