import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const DOCUMENTS = new URL("src/gql/persisted-documents.json", import.meta.url);

/** Puts the texts of the documents beside the page, for the server to know them by their ids. */
function documents(): Plugin {
  return {
    name: "documents",
    generateBundle() {
      const source = `${readFileSync(DOCUMENTS, "utf8")}\n`;
      this.emitFile({ type: "asset", fileName: "documents.json", source });
    },
  };
}

export default defineConfig({
  base: "/explore/",
  plugins: [react(), documents()],
  build: {
    outDir: "built",
    assetsInlineLimit: 0,
    target: "es2023",
    // The heaviest parts are the outlines of counties and of states, which only the map asks for.
    chunkSizeWarningLimit: 850,
    license: { fileName: "licences.md" },
  },
  worker: { format: "es" },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
