/** Reasons of the record's own working, worded in the reader's language. */
import type { Shape } from "../api/client";
import { book } from "./casebook.svelte";
import { count, day, t, tongue } from "./texts.svelte";
import { visible } from "./visible";

// First strong isolate and its end: a name of another script must not turn the words around it.
const [ISOLATE, END] = ["\u2068", "\u2069"];
// A sign stands left of its number in every script.
const POINTS = "\u2066";

/**
 * One reason as a sentence or a part of one; names in it keep to themselves whatever their script. A code that the
 * interface has no wording for (a channel of the analyst's own) shows its name. `day.2026-03` and `country.MLI` are
 * written as the language does.
 */
export function reason(one: Shape<"Reason">): string {
  const [, what, which] = /^(day|country)\.(.*)$/.exec(one.code) ?? [];
  if (what) return !which ? "…" : what === "day" ? day(which) : book.country(which);
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(one.values)) {
    if (Array.isArray(value)) values[name] = value.map(reason).join(separator());
    else if (typeof value === "object") values[name] = reason(value);
    else if (typeof value === "string") values[name] = ISOLATE + visible(value) + END;
    else if (name === "points") values[name] = POINTS + new Intl.NumberFormat(tongue.language, { signDisplay: "always", maximumFractionDigits: 2 }).format(value) + END;
    else values[name] = Number.isInteger(value) ? value : count(value, Math.abs(value) < 1 ? 6 : 3);
  }
  return one.code in tongue.words ? t(one.code, values) : String(values.name ?? one.code);
}

/** What stands between the items of a list. */
export function separator(): string {
  return tongue.language === "ar" ? "، " : ", ";
}

/** Reasons in a row, set apart as the language does it. */
export function reasons(all: readonly Shape<"Reason">[]): string {
  return all.map(reason).join({ en: "; ", fr: " ; ", es: "; ", ar: "؛ " }[tongue.language]);
}
