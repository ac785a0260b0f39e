/** Every screen by its address; each is loaded when it is first opened. */
import type { Component } from "svelte";

export interface Screen {
  /** Its name: the key of its title among the texts (`nav.<name>`). */
  name: string;
  /** Matches a path; groups are handed to the screen as `id`. */
  path: RegExp;
  // A screen may leave the id alone.
  load: () => Promise<{ default: Component<any> }>;
  /** Whether the filter bar stands above it. */
  filtered?: boolean;
}

// Each area names its screens in a small file of its own, which is all of it that is loaded at first.
const AREAS = import.meta.glob<{ default: Screen[] }>("./screens/*/screens.ts", { eager: true });

export const SCREENS: Screen[] = Object.values(AREAS).flatMap((area) => area.default);

/** The screen of a path with the id in it, or undefined when there is none. */
export function screenOf(path: string): { screen: Screen; id: string } | undefined {
  for (const screen of SCREENS) {
    const found = screen.path.exec(path);
    if (found) return { screen, id: decodeURIComponent(found[1] ?? "") };
  }
  return undefined;
}

/** The sections of the menu, in order. */
export const MENU = [
  "overview", "events", "map", "timeline", "network", "review", "reports", "actors", "sources", "spread",
] as const;

/** Where a section begins. */
export const SECTION_PATH: Record<(typeof MENU)[number], string> = {
  overview: "/", events: "/events", map: "/map", timeline: "/timeline", network: "/network", review: "/review",
  reports: "/reports", actors: "/actors", sources: "/sources", spread: "/spread",
};
