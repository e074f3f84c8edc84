import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const mocks = "**/*.mocks.test.ts";

export default defineConfig({
  resolve: { alias: { "@duet/sdk": fileURLToPath(new URL("sdk/src/index.ts", import.meta.url)) } },
  test: {
    restoreMocks: true,
    unstubGlobals: true,
    // A world for each file takes several times as long as its tests: those without a page share one, unless they replace a module.
    pool: "threads",
    projects: [
      { extends: true, test: { name: "sdk", include: ["sdk/src/**/*.test.ts"], exclude: [mocks], environment: "node", isolate: false } },
      { extends: true, test: { name: "sdk with mocks", include: [`sdk/src/${mocks}`], environment: "node" } },
      { extends: true, test: { name: "app", include: ["app/src/**/*.test.ts"], environment: "happy-dom" } },
      { extends: true, test: { name: "worker", include: ["app/worker/**/*.test.ts"], environment: "node" } },
    ],
  },
});
