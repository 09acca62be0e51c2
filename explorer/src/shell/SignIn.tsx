import { Alert, Button, Divider, PasswordInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { credentials, session, signIn } from "../asking/identity";
import { issuer } from "../asking/issuer";
import { ByIssuer } from "./ByIssuer";
import { Door } from "./Door";

/** Where the server wants to know who asks; `refusal` is why it does not answer who is signed in. */
export default function SignIn({ refusal }: { refusal?: string }) {
  const was = session();
  const hasRunOut = was !== null && (was.wasTaken || (was.until ?? Infinity) < Date.now());
  const wasRefused = credentials() !== null && was === null;
  const told = refusal ?? (was && !hasRunOut ? NOT_TAKEN : null);
  const at = window.location.pathname + window.location.search;
  return (
    <Door title={titleOf(refusal, hasRunOut)}>
      {told && (
        <Alert role="alert" color="yellow" py="xs">
          {told}
        </Alert>
      )}
      {issuer() ? (
        <>
          <Text size="sm" c="dimmed">
            Your organisation signs you in. That stays in this window and is forgotten when you
            close it.
          </Text>
          <ByIssuer
            at={at}
            label={refusal ? "Sign in as somebody else" : labelOf(hasRunOut)}
            afresh={refusal !== undefined}
          />
          <Divider label="or with a key" />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          Give the API key that you were sent, or a token of your organisation. It stays in this
          window and is forgotten when you close it.
        </Text>
      )}
      <ByKey wasRefused={wasRefused && !refusal} isSecond={issuer() !== null} />
    </Door>
  );
}

const NOT_TAKEN =
  "Your organisation signed you in, but Peerline does not take its token. Clocks or the set-up may " +
  "differ: tell your administrator.";

function titleOf(refusal: string | undefined, hasRunOut: boolean): string {
  if (refusal) return "You have no role in Peerline";
  return hasRunOut ? "Your sign-in has run out" : "Sign in to Peerline";
}

const labelOf = (hasRunOut: boolean): string =>
  hasRunOut ? "Sign in again" : "Sign in with your organisation";

function ByKey({ wasRefused, isSecond }: { wasRefused: boolean; isSecond: boolean }) {
  const [given, setGiven] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (given.trim()) signIn(given.trim());
      }}
    >
      <Stack>
        <PasswordInput
          label="Key or token"
          value={given}
          onChange={(event) => setGiven(event.currentTarget.value)}
          error={wasRefused ? "This key or token is not known, or no longer good." : undefined}
          autoComplete="off"
          data-autofocus
          maxLength={8000}
        />
        <Button type="submit" disabled={!given.trim()} variant={isSecond ? "default" : "filled"}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
