import { expect, it } from "vitest";
import type { ConnectionTestView } from "../controllers/connection-test-controller.js";
import { en } from "../i18n/en.js";
import { button, collect, deep, mount } from "../testing/mount.js";
import "./duet-connection-test.js";

const open = (test: ConnectionTestView) => mount("duet-connection-test", { open: true, test });
const rows = (element: Element) => [...deep(element, "ul").querySelectorAll("li p")].map((each) => each.textContent.trim());

it("shows each verdict as it comes", async () => {
  const element = await open({
    state: "running",
    results: [
      { path: "relay-udp", verdict: "works", milliseconds: 12.4 },
      { path: "relay-tcp", verdict: "blocked" },
      { path: "relay-tls", verdict: "unavailable" },
    ],
  });
  expect(rows(element)).toEqual([en.verdictTesting, en.verdictWorksIn("12"), en.verdictBlocked, en.verdictUnavailable]);
  expect(deep(element, "[role=status]").textContent).toContain(en.connectionTesting);
  expect(button(element, en.testAgain).disabled).toBe(true);
});

it("says at the end what all of it means, and can be made again", async () => {
  const element = await open({ state: "done", results: [{ path: "direct-udp", verdict: "works" }] });
  expect(deep(element, "[role=status]").textContent).toContain(en.connectionGood);
  const again = collect(element, "duet-test-connection");
  button(element, en.testAgain).click();
  expect(again).toHaveLength(1);
});

it("says when it could not be made", async () => {
  const element = await open({ state: "failed", results: [] });
  expect(deep(element, "[role=status]").textContent).toContain(en.connectionFailed);
  expect(() => deep(element, "ul")).toThrow();
});
