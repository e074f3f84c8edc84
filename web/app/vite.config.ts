import { defineConfig } from "vite";
import { precompress } from "./build/precompress.js";

export default defineConfig({
  build: {
    target: "es2022",
    sourcemap: false,
    modulePreload: { polyfill: false },
    // Small files stay files: the page's Content-Security-Policy and the server's immutable caching both like it better.
    assetsInlineLimit: 0,
  },
  plugins: [precompress()],
  // `npm run dev --workspace app` beside `dotnet run -- --urls http://127.0.0.1:8080`
  server: { proxy: { "/ws": { target: "http://127.0.0.1:8080", ws: true } } },
});
