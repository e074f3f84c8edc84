import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/**
 * Gives the worker the name of this build and the files of the offline page, in place of `__BUILD__` and `__OFFLINE_FILES__`. Every build
 * that changes anything has a name of its own, so a browser that asks for the worker sees that there is another.
 */
export function serviceWorker(fileName: string): Plugin {
  return {
    name: "duet-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const worker = bundle[fileName];
        const page = bundle["offline.html"];
        if (worker?.type !== "chunk" || page?.type !== "asset") throw new Error(`The build has no ${fileName} or no offline.html.`);
        const styles = Array.from(String(page.source).matchAll(/href="(\/assets\/[^"]+\.css)"/g), ([, file]) => file);
        const build = createHash("sha256").update(worker.code);
        for (const name of Object.keys(bundle).sort()) build.update(name);
        build.update(String(page.source));
        worker.code = worker.code
          .replace("__BUILD__", JSON.stringify(build.digest("hex").slice(0, 12)))
          .replace("__OFFLINE_FILES__", JSON.stringify(["/offline.html", ...styles]));
      },
    },
  };
}
