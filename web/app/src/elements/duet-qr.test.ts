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

/** Fills the outlines by the even-odd rule, module by module, as they consist of horizontal and vertical lines alone. */
function raster(path: string, origin: number, side: number): Uint8ClampedArray {
  const walls = path.split("Z").flatMap((outline) => wallsOf(outline.slice(1)));
  const isDark = (column: number, row: number) =>
    walls.filter(({ x, top, bottom }) => x <= column && top <= row && row < bottom).length % 2 === 1;
  const pixels = new Uint8ClampedArray(4 * (side * scale) ** 2).fill(255);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      if (isDark(column + origin, row + origin)) blacken(pixels, column, row, side);
    }
  }
  return pixels;
}

function wallsOf(outline: string): { x: number; top: number; bottom: number }[] {
  const points = outline.split("L").map((point) => point.split(" ").map(Number));
  return points.flatMap(([x = 0, y = 0], index) => {
    const [fromX = 0, fromY = 0] = points.at(index - 1) ?? [];
    return x === fromX && outline !== "" ? [{ x, top: Math.min(y, fromY), bottom: Math.max(y, fromY) }] : [];
  });
}

function blacken(pixels: Uint8ClampedArray, column: number, row: number, side: number): void {
  for (let y = row * scale; y < (row + 1) * scale; y += 1) {
    const line = 4 * (y * side * scale + column * scale);
    pixels.fill(0, line, line + 4 * scale);
  }
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
