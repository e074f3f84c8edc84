import { CallError, type CallErrorCode } from "@duet/sdk";
import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { fakeStream } from "../testing/fake-media.js";
import { describeMediaProblem } from "./media-problem.js";

const words = (code: CallErrorCode, stream?: MediaStream) => describeMediaProblem(en, new CallError(code, ""), stream);

it("has words of its own for every cause", () => {
  const codes: CallErrorCode[] = ["media-refused", "media-missing", "media-busy", "media-insecure", "media-failed"];
  expect(new Set(codes.map((code) => words(code).title)).size).toBe(codes.length);
  expect(new Set(codes.map((code) => words(code).text)).size).toBe(codes.length);
});

it("says what joining would be like", () => {
  expect(words("media-busy").consequence).toBe(en.neitherHeardNorSeen);
  expect(words("media-busy", fakeStream("audio")).consequence).toBe(en.onlyHeard);
  expect(words("media-busy", fakeStream("video")).consequence).toBe(en.onlySeen);
});
