import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const key = /^ {2}(\w+):/gm;

/** Prints each text of the catalog that no other file of the folder names; true when there is none. (One that is missing does not compile.) */
export function findUnusedTexts(folder) {
  const catalog = readFileSync(join(folder, "i18n/en.ts"), "utf8");
  const source = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("i18n"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  const unused = [...catalog.matchAll(key)].map((match) => match[1]).filter((name) => !new RegExp(`\\b${name}\\b`).test(source));
  for (const name of unused) console.error(`unused text: ${name}`);
  return unused.length === 0;
}
