// What can be done with a drawing.
import type { Change } from "../../parts/address";
import type { STATE } from "./selection";

export interface Acts {
  change: Change<typeof STATE>;
  /** Choose a person or a tie, or nothing. */
  choose: (at: string | undefined) => void;
  /** Bring a person's strongest ties, or more of them. */
  open: (id: string) => void;
  /** Put a person in, with the strongest ties. */
  put: (id: string) => void;
  /** Leave the person, without the ties that were brought. */
  fold: (id: string) => void;
  remove: (id: string) => void;
  /** Choose a person and bring that part of the drawing into sight. */
  seek: (id: string) => void;
}
