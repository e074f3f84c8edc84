// `npm run icons`: draws the page's icons in the sizes that systems ask for. What it drew is kept in app/public/icons.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

const app = fileURLToPath(new URL("../app/", import.meta.url));

const icons = [
  { drawing: "public/favicon.svg", name: "icon-192.png", width: 192 },
  { drawing: "public/favicon.svg", name: "icon-512.png", width: 512 },
  { drawing: "icons/maskable.svg", name: "maskable-192.png", width: 192 },
  { drawing: "icons/maskable.svg", name: "maskable-512.png", width: 512 },
  { drawing: "icons/maskable.svg", name: "apple-touch-icon.png", width: 180 },
];

for (const { drawing, name, width } of icons) {
  const drawn = new Resvg(readFileSync(app + drawing, "utf8"), { fitTo: { mode: "width", value: width } }).render();
  writeFileSync(`${app}public/icons/${name}`, drawn.asPng());
  console.log(`${name}: ${drawn.width} x ${drawn.height}`);
}
