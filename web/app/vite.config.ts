import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { criticalPath } from "./build/critical-path.js";
import { embedScript } from "./build/embed-script.js";
import { precompress } from "./build/precompress.js";
import { serviceWorker } from "./build/service-worker.js";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  build: {
    target: "es2022",
    // These know light-dark(). For older ones it would be rewritten in a way that does not see the color-scheme of a page around <duet-call>.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    sourcemap: false,
    // The page asks for all of its scripts at once. Scripts ask for theirs relative to themselves, which is right on every origin.
    modulePreload: { polyfill: false, resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []) },
    // Small files stay files: the page's Content-Security-Policy and the server's immutable caching both like it better.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        page: file("index.html"),
        offline: file("offline.html"),
        "duet-call": file("src/embed.ts"),
        worker: file("worker/main.ts"),
      },
      // A browser finds a new worker only where the old one was.
      output: { entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js") },
    },
  },
  plugins: [embedScript("duet-call"), serviceWorker("worker.js"), precompress(), criticalPath(50_000)],
  // `npm run dev --workspace app` beside `dotnet run -- --urls http://127.0.0.1:8080`
  server: { proxy: { "/ws": { target: "http://127.0.0.1:8080", ws: true }, "/embed/origin": { target: "http://127.0.0.1:8080" } } },
});
