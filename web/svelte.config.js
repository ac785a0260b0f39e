/** @type {import("@sveltejs/vite-plugin-svelte").SvelteConfig} */
export default {
  compilerOptions: {
    runes: true,
    // A region that scrolls must be reached by keyboard (WCAG 2.1.1), so it takes the focus.
    warningFilter: (warning) => warning.code !== "a11y_no_noninteractive_tabindex",
  },
};
