// What stands in the address of the segments.
import { number, oneOf, text } from "../../parts/address";

export const STATE = {
  id: text,
  part: oneOf("people", "moves", "rules"),
  level: number(1, 9),
  rule: text,
  name: text,
};
