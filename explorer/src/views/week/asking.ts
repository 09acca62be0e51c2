// Whose week it is, and what stands in its address.
import { flag, oneOf, text } from "../../parts/address";

export const STATE = {
  liaison: text,
  all: flag,
  state: oneOf("COMPOUNDING", "STEADY", "DRIFTING", "TOO_LITTLE_TO_SAY"),
};

const NAME = "peerline.liaison";

/** The liaison that was chosen last in this browser. */
export const lastLiaison = (): string | null => localStorage.getItem(NAME);

export const rememberLiaison = (id: string): void => localStorage.setItem(NAME, id);

/** How a relationship fares, in words. */
export const STATES = {
  COMPOUNDING: "Compounding",
  STEADY: "Steady",
  DRIFTING: "Drifting",
  TOO_LITTLE_TO_SAY: "Too little to say",
} as const;

export const COLOURS = {
  COMPOUNDING: "teal",
  STEADY: "gray",
  DRIFTING: "orange",
  TOO_LITTLE_TO_SAY: "gray",
} as const;
