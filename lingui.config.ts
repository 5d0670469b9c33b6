import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "it"],
  catalogs: [
    {
      path: "<rootDir>/apps/workspace/locales/{locale}",
      include: ["<rootDir>/apps/workspace"],
      exclude: ["**/node_modules/**", "**/*.test.ts"],
    },
  ],
  format: formatter({ lineNumbers: false }),
});
