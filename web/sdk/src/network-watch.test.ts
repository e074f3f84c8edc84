import { afterEach, expect, it, vi } from "vitest";
import { watchNetwork } from "./network-watch.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

function watch(type: string | undefined) {
  const connection = Object.assign(new EventTarget(), { type });
  vi.stubGlobal("navigator", { connection });
  const changed = vi.fn();
  const end = watchNetwork(changed);
  const tell = (now: string | undefined) => {
    connection.type = now;
    connection.dispatchEvent(new Event("change"));
  };
  return { changed, end, tell };
}

it("tells of another kind of network, once", () => {
  const { changed, tell } = watch("wifi");
  tell("cellular");
  tell("cellular");
  expect(changed).toHaveBeenCalledOnce();
});

it("does not take another estimate of the speed for another network", () => {
  const { changed, tell } = watch(undefined);
  tell(undefined);
  expect(changed).not.toHaveBeenCalled();
});

it("tells nothing after its end", () => {
  const { changed, end, tell } = watch("wifi");
  end();
  tell("cellular");
  expect(changed).not.toHaveBeenCalled();
});
