import type { PathVerdict, TestedPath } from "@duet/sdk";
import { expect, it } from "vitest";
import { connectionVerdict } from "./connection-verdict.js";

const paths: TestedPath[] = ["direct-udp", "relay-udp", "relay-tcp", "relay-tls"];
const results = (...verdicts: PathVerdict[]) => paths.map((path, index) => ({ path, verdict: verdicts[index] ?? "unavailable" }));

it.each([
  [["works", "works", "works", "works"], "good"],
  [["works", "unavailable", "unavailable", "unavailable"], "good"],
  [["blocked", "works", "blocked", "blocked"], "relayed"],
  [["blocked", "blocked", "works", "works"], "slow"],
  [["blocked", "blocked", "blocked", "works"], "slow"],
  [["blocked", "blocked", "blocked", "blocked"], "none"],
  [["unavailable", "unavailable", "unavailable", "unavailable"], "none"],
] as const)("of %j is %s", (verdicts, verdict) => {
  expect(connectionVerdict({ state: "done", results: results(...verdicts) })).toBe(verdict);
});

it("waits for the end of the test", () => {
  expect(connectionVerdict({ state: "running", results: results("works") })).toBe("running");
  expect(connectionVerdict({ state: "failed", results: [] })).toBe("failed");
});
