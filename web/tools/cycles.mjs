import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const relativeImport = /\b(?:from|import)\s+"(\.[^"]+)"/g;

/** Prints each cycle of relative imports among the TypeScript files of the folders; true when there is none. */
export function findCycles(folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  const imports = new Map(files.map((file) => [resolve(file), importsOf(resolve(file))]));
  const done = new Set();
  let clean = true;

  const visit = (file, path) => {
    if (path.includes(file)) {
      console.error(`cycle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      clean = false;
      return;
    }
    if (done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };

  for (const file of imports.keys()) visit(file, []);
  return clean;
}

function importsOf(file) {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(relativeImport)].map((match) => resolve(dirname(file), match[1].replace(/\.js$/, ".ts")));
}
