import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The languages of the interface; every text stands in all of them. */
export const LANGUAGES = ["en", "fr", "es", "ar"] as const;

const PREFIX = "virtual:texts/";

type Text = Record<(typeof LANGUAGES)[number], string>;

/** All texts: `area.key` to its wording in each language. */
export function readTexts(folder: string): Record<string, Text> {
  const all: Record<string, Text> = {};
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".json")) continue;
    const area = file.slice(0, -".json".length);
    const read = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, Text>;
    for (const [key, text] of Object.entries(read)) {
      const missing = LANGUAGES.filter((language) => !text[language]);
      if (missing.length) throw new Error(`${file}: ${key} has no text in ${missing.join(", ")}`);
      all[`${area}.${key}`] = text;
    }
  }
  return all;
}

/** Serves `virtual:texts/fr`: the texts of one language alone, since a reader needs but one. */
export function texts(folder: string): Plugin {
  return {
    name: "texts",
    resolveId: (id) => (id.startsWith(PREFIX) ? "\0" + id : undefined),
    load(id) {
      if (!id.startsWith("\0" + PREFIX)) return undefined;
      const language = id.slice(PREFIX.length + 1) as (typeof LANGUAGES)[number];
      const chosen = Object.fromEntries(
        Object.entries(readTexts(folder)).map(([key, text]) => [key, text[language]]),
      );
      return `export default ${JSON.stringify(chosen)}`;
    },
  };
}
