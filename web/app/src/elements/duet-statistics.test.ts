import { beforeEach, expect, it, vi } from "vitest";
import { en } from "../i18n/en.js";
import { fakeStatistics } from "../testing/fake-statistics.js";
import { button, collect, deep, mount } from "../testing/mount.js";

const plots = vi.hoisted(() => ({ made: 0, data: [] as unknown[][] }));

vi.mock("uplot", () => ({
  default: class {
    constructor(_: unknown, data: unknown[]) {
      plots.made += 1;
      plots.data.push(data);
    }
    setData(data: unknown[]): void {
      plots.data.push(data);
    }
    setSize(): void {
      // There is no layout here.
    }
    destroy(): void {
      plots.made -= 1;
    }
  },
}));

await import("./duet-statistics.js");

beforeEach(() => {
  vi.useFakeTimers();
  plots.made = 0;
  plots.data = [];
  return () => {
    document.body.replaceChildren();
    vi.useRealTimers();
  };
});

async function open() {
  const read = vi.fn(() => Promise.resolve(fakeStatistics()));
  const panel = await mount("duet-statistics", { read, phases: { joined: 120, connected: 480 } });
  await vi.advanceTimersByTimeAsync(0);
  await panel.updateComplete;
  return { panel, read };
}

it("asks once a second, as long as it is open", async () => {
  const { panel, read } = await open();
  expect(read).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(read).toHaveBeenCalledTimes(4);
  panel.remove();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(read).toHaveBeenCalledTimes(4);
});

it("draws lines, and lets go of them", async () => {
  const { panel } = await open();
  expect(plots.made).toBe(3);
  expect(plots.data[0]).toEqual([[1_700_000_000], [1_400 + 42], [42]]);
  panel.remove();
  expect(plots.made).toBe(0);
});

it("says the same in words, for who does not see the lines", async () => {
  const { panel } = await open();
  const summary = deep(panel, ".plot").getAttribute("aria-label");
  expect(summary).toBe(`${en.chartOf(en.statisticsBitrate)}: ${en.statisticsSent} 1442 kbit/s, ${en.statisticsReceived} 42 kbit/s`);
  const table = deep(panel, "table").textContent;
  for (const words of [en.statisticsVideo, "VP9", "1280 × 720", "opus+red"]) expect(table).toContain(words);
  expect(deep(panel, ".body").textContent).toContain("480 ms");
});

it("takes the focus, and closes by button and by Escape", async () => {
  const { panel } = await open();
  expect(panel.shadowRoot?.activeElement).toBe(deep(panel, "h2"));
  const closes = collect(panel, "duet-close");
  button(panel, en.close).click();
  deep(panel, "h2").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(closes).toHaveLength(2);
});

it("waits for a call that has nothing to tell yet", async () => {
  const panel = await mount("duet-statistics", { read: () => Promise.resolve(null) });
  await vi.advanceTimersByTimeAsync(2_000);
  await panel.updateComplete;
  expect(deep(panel, ".body").textContent).toContain(en.statisticsMeasuring);
});
