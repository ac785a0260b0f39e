import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { builtFrom } from "./digest.ts";
import { texts } from "./texts.ts";

const here = new URL(".", import.meta.url).pathname;

export default defineConfig({
  plugins: [svelte(), texts(`${here}src/texts`), builtFrom(here)],
  worker: { format: "es" },
  build: {
    outDir: process.env.THISTLEDOWN_WEB_OUT ?? "../src/thistledown/serve/static/app",
    emptyOutDir: true,
    target: "es2022",
    // A data: address would need a laxer content-security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8765", "/captures": "http://127.0.0.1:8765" } },
});
