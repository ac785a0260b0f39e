/** What the model calls its channels, regions and steps, as people say it. */
import { t, tongue } from "../../state/texts.svelte";

/** A channel, region or step in the reader's language; one of the analyst's own keeps its name. */
export function what(name: string): string {
  const released = /^released by (.+), tranche (\d+)$/.exec(name);
  if (released) return t("spread.what_released", { who: what(released[1] ?? ""), n: released[2] ?? "" });
  const key = `spread.what_${name.replaceAll(" ", "_")}`;
  return key in tongue.words ? t(key) : name;
}
