// Everything that `npm run check` promises: types, lint without a warning, formatting, no import cycles, no unused text. All of it runs, then
// the exit code tells.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findCycles } from "./cycles.mjs";
import { findUnusedTexts } from "./texts.mjs";

const web = fileURLToPath(new URL("..", import.meta.url));
const node = (script, ...args) => spawnSync(process.execPath, [script, ...args], { cwd: web, stdio: "inherit" }).status === 0;
const npm = (...args) => spawnSync("npm", args, { cwd: web, stdio: "inherit", shell: process.platform === "win32" }).status === 0;

if (!existsSync(`${web}/tools/node_modules/eslint`) && !npm("ci", "--prefix", "tools", "--no-audit", "--no-fund")) process.exit(1);

const folders = ["sdk/src", "app/src", "app/worker"];

const steps = {
  "types: configuration": () => node("node_modules/typescript/bin/tsc", "-p", "tsconfig.json"),
  "types: sdk": () => node("node_modules/typescript/bin/tsc", "-p", "sdk/tsconfig.json"),
  "types: app": () => node("node_modules/typescript/bin/tsc", "-p", "app/tsconfig.json"),
  "types: worker": () => node("node_modules/typescript/bin/tsc", "-p", "app/worker/tsconfig.json"),
  lint: () => node("tools/node_modules/eslint/bin/eslint.js", "--config", "tools/eslint.config.js", "--max-warnings", "0", ...folders),
  formatting: () => node("tools/node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
  "import cycles": () => findCycles(folders.map((folder) => `${web}/${folder}`)),
  "unused texts": () => findUnusedTexts(`${web}/app/src`),
};

const failed = Object.entries(steps).filter(([name, run]) => {
  const passed = run();
  console.log(`${passed ? "ok    " : "FAILED"} ${name}`);
  return !passed;
});
process.exit(failed.length === 0 ? 0 : 1);
