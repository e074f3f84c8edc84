import { beforeEach, describe, expect, it } from "vitest";
import { CallChannel } from "./call-channel.js";
import type { StateMessage } from "./channel-message.js";
import { FakeDataChannel } from "./testing/fake-data-channel.js";

const muted: StateMessage = { type: "state", microphone: "off", camera: "on", screen: null, quality: null };
const heard: StateMessage = { ...muted, microphone: "on" };

let line: FakeDataChannel;
let channel: CallChannel;
let told: StateMessage[];
let errors: string[];

beforeEach(() => {
  line = new FakeDataChannel("duet");
  channel = new CallChannel();
  told = [];
  errors = [];
  channel.addEventListener("state", ({ detail }) => told.push(detail));
  channel.addEventListener("error", ({ detail }) => errors.push(detail.code));
});

const wire = (message: StateMessage) => ({ v: 1, ...message });

it("says nothing where there is no channel", () => {
  channel.tell(heard);
  expect([told, errors]).toEqual([[], []]);
});

it("tells at once on a channel that is open already", () => {
  channel.tell(heard);
  line.open();
  channel.use(line.asChannel());
  expect(line.sent).toEqual([wire(heard)]);
});

describe("telling", () => {
  beforeEach(() => {
    channel.use(line.asChannel());
  });

  it("waits until the channel is open, and then tells the last state only", () => {
    channel.tell(muted);
    channel.tell(heard);
    expect(line.sent).toEqual([]);
    line.open();
    expect(line.sent).toEqual([wire(heard)]);
  });

  it("tells each change, and nothing twice", () => {
    line.open();
    for (const state of [muted, muted, heard, muted]) channel.tell(state);
    expect(line.sent).toEqual([muted, heard, muted].map(wire));
  });

  it("tells only the last state once a network that stands still goes on", () => {
    line.open();
    line.bufferedAmount = 100_000;
    for (const state of [muted, heard, muted]) channel.tell(state);
    expect(line.sent).toEqual([]);
    line.drain();
    expect(line.sent).toEqual([wire(muted)]);
  });

  it("does nothing on a channel that has closed", () => {
    line.open();
    line.close();
    channel.tell(muted);
    expect(line.sent).toEqual([]);
  });
});

describe("hearing", () => {
  beforeEach(() => {
    channel.use(line.asChannel());
    line.open();
  });

  it("passes on the other's state", () => {
    line.receive(wire(heard));
    expect(told).toEqual([heard]);
  });

  it("ignores what a later version may say", () => {
    line.receive({ v: 2, type: "state" });
    line.receive({ v: 1, type: "poll", text: "hello" });
    expect([told, errors, channel.malformed]).toEqual([[], [], 0]);
  });

  it("counts what cannot be read, tells of the first ten, and goes on", () => {
    for (let message = 0; message < 25; message += 1) line.receiveData("{");
    line.receive(wire(heard));
    expect([told, errors, channel.malformed]).toEqual([[heard], Array.from({ length: 10 }, () => "bad-message"), 25]);
  });

  it("is over when it is closed", () => {
    channel.close();
    line.receive(wire(heard));
    channel.tell(muted);
    expect([told, line.sent]).toEqual([[], []]);
  });
});
