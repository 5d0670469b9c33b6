import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("."),
  base: "/",
  plugins: [react(), lingui({ macroTransform: true, configPath: at("../../lingui.config.ts") })],
  /** The server puts a fresh nonce in place of this word with every answer. */
  html: { cspNonce: "__NONCE__" },
  build: {
    outDir: at("../../dist/workspace"),
    emptyOutDir: true,
    target: "es2023",
    /** No data: addresses, so that the content security policy needs none. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { "/api": { target: "http://127.0.0.1:3000", ws: true } },
  },
});
