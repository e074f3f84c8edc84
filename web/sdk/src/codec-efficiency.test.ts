import { expect, it, vi } from "vitest";
import { findEfficient } from "./codec-efficiency.js";

interface Question {
  readonly video: { readonly contentType: string };
}

/** Silicon that encodes and decodes these. */
function capabilities(encodes: readonly string[], decodes: readonly string[]): MediaCapabilities {
  const answer = (types: readonly string[]) => (question: Question) =>
    Promise.resolve({ supported: true, smooth: true, powerEfficient: types.includes(question.video.contentType) });
  return { encodingInfo: answer(encodes), decodingInfo: answer(decodes) } as unknown as MediaCapabilities;
}

it("is efficient what is so both ways", async () => {
  const mediaCapabilities = capabilities(["video/H264", "video/VP8"], ["video/H264", "video/AV1"]);
  expect([...(await findEfficient(mediaCapabilities))]).toEqual(["video/h264"]);
});

it("is nothing where the browser does not know the question", async () => {
  const mediaCapabilities = {
    encodingInfo: vi.fn(() => Promise.reject(new TypeError("webrtc"))),
    decodingInfo: vi.fn(() => Promise.reject(new TypeError("webrtc"))),
  };
  expect((await findEfficient(mediaCapabilities as unknown as MediaCapabilities)).size).toBe(0);
  expect((await findEfficient(undefined)).size).toBe(0);
});
