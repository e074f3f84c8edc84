import { MicrophoneMeter } from "@duet/sdk";
import { LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MicrophoneHintController, type MicrophoneUse } from "./microphone-hint-controller.js";

/** A meter whose microphone is the test. */
class FakeMeter extends MicrophoneMeter {
  silent = false;

  override get silentSince(): number | undefined {
    return this.silent ? 0 : undefined;
  }

  speaks(speaking: boolean): void {
    this.emit("speakingchange", speaking);
  }

  measures(): void {
    this.emit("level", 0);
  }
}

@customElement("hint-probe")
class HintProbe extends LitElement {
  use: MicrophoneUse = { inCall: true, microphone: "off" };
  readonly meter = new FakeMeter();
  readonly controller = new MicrophoneHintController(this, this.meter, () => this.use);
}

let probe: HintProbe;

beforeEach(() => {
  vi.useFakeTimers();
  probe = new HintProbe();
  document.body.replaceChildren(probe);
  return () => {
    probe.remove();
    vi.useRealTimers();
  };
});

describe("one who talks while muted", () => {
  it("is told, until a while after they stop", () => {
    probe.meter.speaks(true);
    expect(probe.controller.hint).toBe("muted");
    probe.meter.speaks(false);
    vi.advanceTimersByTime(3_000);
    expect(probe.controller.hint).toBe("muted");
    vi.advanceTimersByTime(1_000);
    expect(probe.controller.hint).toBeUndefined();
  });

  it("is not told any more when the microphone is on", async () => {
    probe.meter.speaks(true);
    probe.use = { inCall: true, microphone: "on" };
    probe.requestUpdate();
    await probe.updateComplete;
    expect(probe.controller.hint).toBeUndefined();
  });

  it.each([
    { inCall: true, microphone: "on" },
    { inCall: false, microphone: "off" },
  ] as const)("is nobody while %j", (use) => {
    probe.use = use;
    probe.meter.speaks(true);
    expect(probe.controller.hint).toBeUndefined();
  });
});

describe("a microphone that should be heard", () => {
  beforeEach(() => {
    probe.use = { inCall: true, microphone: "on" };
  });

  function listen(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed += 1_000) {
      probe.meter.measures();
      vi.advanceTimersByTime(1_000);
    }
    probe.meter.measures();
  }

  it("and stays silent is suspicious", () => {
    probe.meter.silent = true;
    listen(7_000);
    expect(probe.controller.hint).toBeUndefined();
    listen(1_000);
    expect(probe.controller.hint).toBe("silent");
    probe.meter.silent = false;
    listen(0);
    expect(probe.controller.hint).toBeUndefined();
  });

  it("and was heard once may be silent for long", () => {
    listen(1_000);
    probe.meter.silent = true;
    listen(60_000);
    expect(probe.controller.hint).toBeUndefined();
  });

  it("may be silent while nobody is there", () => {
    probe.use = { inCall: false, microphone: "on" };
    probe.meter.silent = true;
    listen(20_000);
    expect(probe.controller.hint).toBeUndefined();
  });
});
