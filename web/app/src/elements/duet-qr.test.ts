import jsQR from "jsqr";
import { expect, it, vi } from "vitest";
import { mount } from "../testing/mount.js";
import type { DuetQr } from "./duet-qr.js";
import "./duet-qr.js";

const scale = 4;

/** What a phone reads from what is drawn. */
async function read(element: DuetQr): Promise<string | undefined> {
  const drawn = await vi.waitFor(() => {
    const svg = element.shadowRoot?.querySelector("svg");
    if (svg === null || svg === undefined) throw new Error("Nothing is drawn yet.");
    return svg;
  });
  const [origin = 0, , side = 0] = (drawn.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const pixels = raster(drawn.querySelector("path")?.getAttribute("d") ?? "", origin, side);
  return jsQR(pixels, side * scale, side * scale)?.data;
}

/** Fills the outlines by the even-odd rule, as they consist of horizontal and vertical lines alone. */
function raster(path: string, origin: number, side: number): Uint8ClampedArray {
  const outlines = path
    .split("Z")
    .filter((outline) => outline !== "")
    .map((outline) =>
      outline
        .slice(1)
        .split("L")
        .map((point) => point.split(" ").map(Number)),
    );
  const pixels = new Uint8ClampedArray(4 * (side * scale) ** 2).fill(255);
  for (let y = 0; y < side * scale; y += 1) {
    for (let x = 0; x < side * scale; x += 1) {
      const [column, row] = [(x + 0.5) / scale + origin, (y + 0.5) / scale + origin];
      const crossings = outlines.flatMap((points) =>
        points.filter(([toX = 0, toY = 0], index) => {
          const [fromX = 0, fromY = 0] = points.at(index - 1) ?? [];
          return fromX === toX && toX < column && fromY > row !== toY > row;
        }),
      );
      if (crossings.length % 2 === 1) pixels.fill(0, 4 * (y * side * scale + x), 4 * (y * side * scale + x) + 3);
    }
  }
  return pixels;
}

it.each(["https://duet.example.org/r/quiet-harbour", "https://duet.example.org:8443/r/%E4%BC%9A%E8%AE%AE", "https://a/r/x"])(
  "is read as %s",
  async (text) => {
    expect(await read(await mount("duet-qr", { text, label: "Code" }))).toBe(text);
  },
);

it("is drawn anew for another text", async () => {
  const element = await mount("duet-qr", { text: "https://a/r/one" });
  await read(element);
  element.text = "https://a/r/two";
  await vi.waitFor(async () => {
    expect(await read(element)).toBe("https://a/r/two");
  });
});
