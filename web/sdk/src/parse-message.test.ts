import { describe, expect, it } from "vitest";
import type { CallError } from "./call-error.js";
import type { ClientMessage } from "./messages.js";
import { parseServerMessage } from "./parse-message.js";

interface Sample {
  readonly from: "client" | "server" | "both";
  readonly message: Record<string, unknown>;
}

const samples = Object.entries(import.meta.glob<Sample>("../../../test/messages/*.json", { eager: true, import: "default" })).map(
  ([path, sample]) => [path.replace(/^.*\//, ""), sample] as const,
);

/** What this SDK sends; the samples of the same name are what the server is tested with. */
const sent: Record<string, ClientMessage> = {
  "join.json": { cmd: "join", roomId: "quiet-harbour", uid: "anna" },
  "join-resumable.json": { cmd: "join", roomId: "quiet-harbour", uid: "anna", resume: true },
  "resume.json": { cmd: "resume", roomId: "quiet-harbour", uid: "anna", seat: "Zk3q1mXH0uVvJbT8w2rYpA", lastSeen: 7 },
  "resume-fresh.json": { cmd: "resume", roomId: "quiet-harbour", uid: "anna", seat: "Zk3q1mXH0uVvJbT8w2rYpA" },
  "leave-hold.json": { cmd: "leave", roomId: "quiet-harbour", uid: "anna", hold: true },
  "keepalive-seen.json": { cmd: "keepalive", lastSeen: 7 },
  "leave.json": { cmd: "leave", roomId: "quiet-harbour", uid: "anna" },
  "prepare.json": { cmd: "prepare", roomId: "quiet-harbour", uid: "anna" },
  "keepalive.json": { cmd: "keepalive" },
};

describe("the samples shared with the server", () => {
  it("are found", () => {
    expect(samples.length).toBeGreaterThanOrEqual(20);
  });

  it.each(samples.filter(([, { from }]) => from !== "client"))("%s is read, field by field", (name, { message }) => {
    const expected = name === "keeplive.json" ? { cmd: "keepalive" } : message;
    expect(parseServerMessage(message)).toEqual(expected);
  });

  it.each(Object.entries(sent))("%s is what we send", (name, message) => {
    expect(samples.find(([sample]) => sample === name)?.[1].message).toEqual(message);
  });
});

describe("parseServerMessage", () => {
  it("ignores a command that it does not know", () => {
    expect(parseServerMessage({ cmd: "peer-waves", remoteUid: "ben" })).toBeUndefined();
  });

  it("reads a number as its text, as existing clients send it", () => {
    const message = { cmd: "offer", roomId: 0, uid: 17, remoteUid: 4711, msg: "{}" };
    expect(parseServerMessage(message)).toMatchObject({ roomId: "0", uid: "17", remoteUid: "4711" });
  });

  it("leaves msg untouched", () => {
    const msg = ' {"type":"offer", "sdp":"\\u00e9"}\n';
    expect(parseServerMessage({ cmd: "offer", roomId: "r", uid: "a", remoteUid: "b", msg })).toMatchObject({ msg });
  });

  it("takes a joined with nothing but the names, and keeps to the defaults", () => {
    expect(parseServerMessage({ cmd: "joined", roomId: "r", uid: "a" })).toEqual({
      cmd: "joined",
      roomId: "r",
      uid: "a",
      seat: "",
      iceServers: [],
      iceTransportPolicy: "all",
      keepaliveSeconds: 5,
    });
  });

  it("takes an ICE server whose urls are one string", () => {
    const message = { cmd: "prepared", iceServers: [{ urls: "stun:s.example.org" }], iceTransportPolicy: "all" };
    expect(parseServerMessage(message)).toMatchObject({ iceServers: [{ urls: ["stun:s.example.org"] }] });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a list", []],
    ["a text", "joined"],
    ["no cmd", { remoteUid: "ben" }],
    ["a cmd that is no text", { cmd: 1 }],
    ["new-peer without a name", { cmd: "new-peer" }],
    ["new-peer with an offered that is a text", { cmd: "new-peer", remoteUid: "ben", offered: "yes" }],
    ["a name that is an object", { cmd: "new-peer", remoteUid: {} }],
    ["an offer whose msg is an object", { cmd: "offer", roomId: "r", uid: "a", remoteUid: "b", msg: {} }],
    ["ICE servers that are no list", { cmd: "prepared", iceServers: {} }],
    ["an ICE server that is a text", { cmd: "prepared", iceServers: ["stun:s"] }],
    ["an ICE server without urls", { cmd: "prepared", iceServers: [{}] }],
    ["an unknown transport policy", { cmd: "prepared", iceTransportPolicy: "none" }],
    ["a keepalive of no time", { cmd: "joined", roomId: "r", uid: "a", keepaliveSeconds: 0 }],
    ["a joined whose lastSeen is negative", { cmd: "joined", roomId: "r", uid: "a", lastSeen: -1 }],
    ["a joined whose lastSeen is a text", { cmd: "joined", roomId: "r", uid: "a", lastSeen: "7" }],
    ["a joined whose resumeSeconds are no whole number", { cmd: "joined", roomId: "r", uid: "a", resumeSeconds: 0.5 }],
    ["a joined whose resumed is a number", { cmd: "joined", roomId: "r", uid: "a", resumed: 1 }],
    ["peer-away without a name", { cmd: "peer-away" }],
    ["an error without a code", { cmd: "error", message: "?" }],
  ])("refuses %s", (_, value) => {
    expect(() => parseServerMessage(value)).toThrow(expect.objectContaining({ code: "bad-message" }) as CallError);
  });
});
