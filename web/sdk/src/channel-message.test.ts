import { describe, expect, it } from "vitest";
import { CallError } from "./call-error.js";
import protocol from "../../../docs/protocol.md?raw";
import { parseChannelMessage, writeChannelMessage, type StateMessage } from "./channel-message.js";

const state: StateMessage = {
  type: "state",
  microphone: "on",
  camera: "off",
  screen: { video: "3", audio: "4" },
  quality: 2,
  name: "Anna",
};
const wire = { v: 1, ...state };

const parse = (message: unknown) => parseChannelMessage(JSON.stringify(message));

it("reads what it writes", () => {
  expect(parseChannelMessage(writeChannelMessage(state))).toEqual(state);
});

it("writes the version", () => {
  expect(JSON.parse(writeChannelMessage(state))).toEqual(wire);
});

it("takes what is left out for not known", () => {
  expect(parse({ v: 1, type: "state", microphone: "none", camera: "none" })).toEqual({
    type: "state",
    microphone: "none",
    camera: "none",
    screen: null,
    quality: null,
  });
});

it("ignores fields that it does not know", () => {
  expect(parse({ ...wire, hand: "raised", screen: { ...wire.screen, cursor: true } })).toEqual(state);
});

it.each([
  { ...wire, v: 2 },
  { v: 1, type: "poll", text: "hello" },
  { v: 1, type: "" },
])("ignores %j", (message) => {
  expect(parse(message)).toBeUndefined();
});

it("knows who shows what is written, and takes anything but true for no", () => {
  expect(parse({ ...wire, chat: true })).toMatchObject({ chat: true });
  expect(parse({ ...wire, chat: "yes" })).not.toHaveProperty("chat");
});

describe("names", () => {
  it("are trimmed, and absent when nothing is left", () => {
    expect(parse({ ...wire, name: "  Ben\n" })).toMatchObject({ name: "Ben" });
    expect(parse({ ...wire, name: "   " })).not.toHaveProperty("name");
    expect(JSON.parse(writeChannelMessage({ ...state, name: " " }))).not.toHaveProperty("name");
  });

  it("are cut at 64 characters before they are sent, and never inside of one", () => {
    const [name] = [JSON.parse(writeChannelMessage({ ...state, name: "\u{1f600}".repeat(70) })) as { name: string }];
    expect(Array.from(name.name)).toEqual(Array.from({ length: 64 }, () => "\u{1f600}"));
  });
});

it.each([
  "",
  "{",
  "null",
  "7",
  "[]",
  "{}",
  '{"v":1}',
  '{"v":"1","type":"state"}',
  '{"v":1,"type":7}',
  JSON.stringify({ ...wire, microphone: undefined }),
  JSON.stringify({ ...wire, microphone: "loud" }),
  JSON.stringify({ ...wire, camera: null }),
  JSON.stringify({ ...wire, quality: 5 }),
  JSON.stringify({ ...wire, quality: "4" }),
  JSON.stringify({ ...wire, screen: true }),
  JSON.stringify({ ...wire, screen: [] }),
  JSON.stringify({ ...wire, screen: { video: 3 } }),
  JSON.stringify({ ...wire, screen: { video: "" } }),
  JSON.stringify({ ...wire, screen: { audio: "m".repeat(33) } }),
  JSON.stringify({ ...wire, name: 7 }),
  JSON.stringify({ ...wire, name: "n".repeat(65) }),
  JSON.stringify({ ...wire, filler: "f".repeat(65_536) }),
  JSON.stringify({ v: 1, type: "chat", number: 1, text: "hello" }),
  JSON.stringify({ v: 1, type: "chat", from: "", number: 1, text: "hello" }),
  JSON.stringify({ v: 1, type: "chat", from: "f".repeat(65), number: 1, text: "hello" }),
  JSON.stringify({ v: 1, type: "chat", from: "page", number: 1.5, text: "hello" }),
  JSON.stringify({ v: 1, type: "chat", from: "page", number: 1 }),
  JSON.stringify({ v: 1, type: "chat", from: "page", number: 1, text: "" }),
  JSON.stringify({ v: 1, type: "chat", from: "page", number: 1, text: "x".repeat(2_001) }),
  JSON.stringify({ v: 1, type: "chat-receipt", from: "page", number: "1" }),
  new ArrayBuffer(8),
  undefined,
])("refuses %j", (data) => {
  expect(() => parseChannelMessage(data)).toThrow(CallError);
});

it("reads each message of the documentation, and writes the same", () => {
  const section = protocol.split(/^## /m).find((candidate) => candidate.startsWith("Between the two clients")) ?? "";
  const messages = [...section.matchAll(/^```json\n(.*?)^```/gms)].map(([, json]) => JSON.parse(json ?? "") as object);
  expect(messages.length).toBeGreaterThanOrEqual(3);
  for (const message of messages) {
    const parsed = parse(message);
    expect(parsed).toBeDefined();
    if (parsed !== undefined) expect(JSON.parse(writeChannelMessage(parsed))).toEqual(message);
  }
});
