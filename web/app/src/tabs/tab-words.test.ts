import { expect, it } from "vitest";
import { readWords } from "./tab-words.js";

it.each([{ say: "look" }, { say: "here" }, { say: "gone" }, { say: "ask" }, { say: "seat", uid: "anna", seat: "secret" }])(
  "understands %j",
  (words) => {
    expect(readWords(words)).toEqual(words);
  },
);

it.each([null, undefined, "here", 7, [], {}, { say: "sing" }, { say: "seat" }, { say: "seat", uid: 7, seat: "secret" }])(
  "makes nothing of %j",
  (data) => {
    expect(readWords(data)).toBeUndefined();
  },
);
