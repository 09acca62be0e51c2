// What stands in the address of the segments.
import { flag, number, oneOf, text } from "../../parts/address";

export const STATE = {
  id: text,
  part: oneOf("people", "moves", "rules"),
  level: number(1, 9),
  rule: text,
  name: text,
  tiers: flag,
};
