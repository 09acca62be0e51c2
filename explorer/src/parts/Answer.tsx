import { Box, Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { Asked } from "../asking/use";
import { Trouble } from "./Trouble";

interface Props<Data> {
  of: Asked<Data>;
  /** Lines that stand where the answer will. */
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** The answer to a question once it is there; until then its shape, and else what went wrong;
 * below rows that are there, why there are no further ones. */
export function Answer<Data>({ of, lines = 4, children }: Props<Data>) {
  const failed = of.trouble && <Trouble trouble={of.trouble} again={of.again} />;
  if (of.data === undefined) {
    if (failed) return failed;
    return (
      <Stack gap="xs" role="status" aria-label="Loading" py="sm">
        {Array.from({ length: lines }, (_, line) => (
          <Skeleton key={line} height={18} width={`${92 - (line % 3) * 14}%`} />
        ))}
      </Stack>
    );
  }
  return (
    <>
      <Box aria-busy={of.isAsking} className={of.isAsking ? "awaited" : undefined}>
        {children(of.data)}
      </Box>
      {failed}
    </>
  );
}
