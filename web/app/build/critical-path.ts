import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Plugin } from "vite";

/** What the browser must have before it can show the call page: the page, and every script and style that the page itself asks for. */
const asksFor = /<(?:script|link)\b[^>]*?\b(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g;

/** Prints what the call page's critical path weighs, compressed, and fails the build where that is more than `limitBytes`. */
export function criticalPath(limitBytes: number): Plugin {
  let outDir = "dist";
  return {
    name: "duet-critical-path",
    apply: "build",
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const page = await readFile(join(outDir, "index.html"), "utf8");
      const files = ["/index.html", ...Array.from(page.matchAll(asksFor), ([, file]) => file ?? "")];
      const sizes = await Promise.all(files.map(async (file) => brotliCompressSync(await readFile(join(outDir, file))).length));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      files.forEach((file, index) => {
        console.log(`critical path: ${String(sizes[index]).padStart(6)} B  ${file}`);
      });
      console.log(`critical path: ${String(total).padStart(6)} B  in all, of ${limitBytes} B`);
      if (total > limitBytes)
        throw new Error(`The call page's critical path is ${total} bytes, and may be ${limitBytes}: load some of it later.`);
    },
  };
}
