import { MantineProvider } from "@mantine/core";
import { setNonce } from "get-nonce";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { Provider } from "urql";
import { client } from "../asking/client";
import { useIdentity } from "../asking/identity";
import { BACK } from "../asking/issuer";
import { Waiting } from "../parts/Waiting";
import { router } from "./router";
import { theme, variables } from "./theme";

const SignedIn = lazy(() => import("./SignedIn"));

/** The server gives each page a nonce, without which no style element of its own holds. */
const nonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";

// For what keeps the page from scrolling below a dialog.
setNonce(nonce());

/** The whole page: theme, who asks, and the view that the address names. */
export function Page() {
  const identity = useIdentity();
  // What was answered to one must not be shown to the next.
  const asking = useMemo(() => ({ identity, client: client() }), [identity]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <Provider value={asking.client}>
        {window.location.pathname === BACK ? (
          <Suspense>
            <SignedIn />
          </Suspense>
        ) : (
          <RouterProvider router={router} key={asking.identity} />
        )}
      </Provider>
      <Waiting />
    </MantineProvider>
  );
}
