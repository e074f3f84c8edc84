import { LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { beforeEach, expect, it, vi } from "vitest";
import { WakeLockController } from "./wake-lock-controller.js";

@customElement("wake-probe")
class WakeProbe extends LitElement {
  readonly controller = new WakeLockController(this);
}

class FakeLock {
  released = false;

  release(): Promise<void> {
    this.released = true;
    return Promise.resolve();
  }
}

let locks: FakeLock[];

beforeEach(() => {
  locks = [];
  const request = () => {
    locks.push(new FakeLock());
    return Promise.resolve(locks.at(-1));
  };
  vi.stubGlobal("navigator", { wakeLock: { request } });
});

const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

it("keeps the screen on from the beginning of a call to its end", async () => {
  const probe = new WakeProbe();
  document.body.replaceChildren(probe);
  await settled();
  expect(locks.map(({ released }) => released)).toEqual([false]);
  probe.remove();
  await settled();
  expect(locks.map(({ released }) => released)).toEqual([true]);
});

it("asks again when the page is seen again, because the browser took it back", async () => {
  const probe = new WakeProbe();
  document.body.replaceChildren(probe);
  await settled();
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  expect(locks).toHaveLength(1);
  await locks[0]?.release();
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  expect(locks).toHaveLength(2);
  probe.remove();
});

it("lets go of a lock that came when the call was over", async () => {
  const probe = new WakeProbe();
  document.body.replaceChildren(probe);
  probe.remove();
  await settled();
  expect(locks.map(({ released }) => released)).toEqual([true]);
});

it("does without where the browser refuses", async () => {
  vi.stubGlobal("navigator", { wakeLock: { request: () => Promise.reject(new DOMException("Battery.", "NotAllowedError")) } });
  document.body.replaceChildren(new WakeProbe());
  await settled();
  expect(locks).toEqual([]);
});
