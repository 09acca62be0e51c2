import type { MouseEvent } from "react";

/**
 * Whether the pointer came to a thing by itself: where a page is scrolled under a pointer that
 * stands still, nobody has pointed at what comes to lie there.
 */
export function hasMoved(event: MouseEvent): boolean {
  return event.movementX !== 0 || event.movementY !== 0;
}
