import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@duet/sdk": fileURLToPath(new URL("sdk/src/index.ts", import.meta.url)) } },
  test: {
    restoreMocks: true,
    unstubGlobals: true,
    pool: "threads", // each file in a world of its own, as in processes, which take longer to make
    projects: [
      { extends: true, test: { name: "sdk", include: ["sdk/src/**/*.test.ts"], environment: "node" } },
      { extends: true, test: { name: "app", include: ["app/src/**/*.test.ts"], environment: "happy-dom" } },
      { extends: true, test: { name: "worker", include: ["app/worker/**/*.test.ts"], environment: "node" } },
    ],
  },
});
