import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** What the built files are made from, beside `src` and `public`. */
const FILES = ["index.html", "package-lock.json", "svelte.config.js", "texts.ts", "vite.config.ts"];

function below(folder: string, path: string): string[] {
  return readdirSync(join(folder, path)).flatMap((name) => {
    const one = `${path}/${name}`;
    return statSync(join(folder, one)).isDirectory() ? below(folder, one) : [one];
  });
}

/** One SHA-256 over the names and contents of all sources; tests/serve/test_web_build.py works it out too. */
export function digest(folder: string): string {
  const all = createHash("sha256");
  for (const path of [...FILES, ...below(folder, "src"), ...below(folder, "public")].sort()) {
    if (path.endsWith(".test.ts")) continue;
    all.update(`${path}\0${createHash("sha256").update(readFileSync(join(folder, path))).digest("hex")}\n`);
  }
  return all.digest("hex");
}

/** Writes `built.json` beside the built files, so that a test can tell whether they are of these sources. */
export function builtFrom(folder: string): Plugin {
  return {
    name: "built-from",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "built.json", source: JSON.stringify({ sources: digest(folder) }) + "\n" });
    },
  };
}
