import { count } from "../../state/texts.svelte";

// A sign stands left of its number in every script.
const [LEFT_TO_RIGHT, END] = ["\u2066", "\u2069"];

/** A difference with its sign, "0" without one. */
export function signed(value: number, digits = 0): string {
  const rounded = Number(value.toFixed(digits));
  return `${LEFT_TO_RIGHT}${rounded > 0 ? "+" : rounded < 0 ? "−" : ""}${count(Math.abs(rounded), digits)}${END}`;
}
