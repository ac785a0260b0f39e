import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { texts } from "./texts.ts";

export default defineConfig({
  plugins: [svelte(), texts(new URL("./src/texts", import.meta.url).pathname)],
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
