import type { PeerMessage } from "./messages.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeMediaStream } from "./testing/fake-media-stream.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { Stage, useFakes } from "./testing/stage.js";

const answer = { type: "answer", sdp: "theirs" };
const offered = { cmd: "new-peer", remoteUid: "ben", offered: true } as const;
const unoffered = { cmd: "new-peer", remoteUid: "ben" } as const;
/** What is parked: the offer, the candidates after it, and the offer with all of them. */
const parked = ["offer", "candidate", "offer"];
const nineMinutes = 9 * 60_000;

let page: EventTarget;

beforeEach(() => {
  useFakes();
  page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
});

afterEach(() => {
  vi.useRealTimers();
});

/** Another network; the server answers keepalives all the while. */
async function changeNetwork(): Promise<void> {
  page.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
}

async function pass(milliseconds: number, stage: Stage): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 5_000) {
    await vi.advanceTimersByTimeAsync(5_000);
    stage.socket.receive({ cmd: "keepalive" });
  }
}

describe("one who is alone", () => {
  it("parks a whole offer as soon as that is certain, and its candidates after it", async () => {
    const stage = await new Stage().seated();
    expect(stage.letters).toEqual([]);
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters).toEqual(parked);
    expect(stage.peer.transceivers.map(({ receiver, direction }) => [receiver.track.kind, direction])).toEqual([
      ["audio", "sendrecv"],
      ["video", "sendrecv"],
    ]);
    expect(stage.peer.channels).toMatchObject([{ label: "duet", settings: { negotiated: true, id: 0, ordered: true } }]);
    expect(stage.call.state).toBe("waiting");
  });

  it("does so without a camera, which joins without another negotiation", async () => {
    const stage = await new Stage().waiting();
    const media = FakeMediaStream.of("audio", "video");
    stage.call.setMedia(media.asStream());
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.peer.getSenders().map(({ track }) => track)).toEqual(media.tracks);
    expect(stage.letters).toEqual(parked);
  });

  it("parks the same offer again before the server forgets it, with the candidates that it has by then", async () => {
    const stage = await new Stage().waiting();
    await pass(nineMinutes, stage);
    expect(stage.letters).toEqual([...parked, "offer"]);
    expect(FakePeerConnection.instances).toHaveLength(1);
  });

  it("who joins an occupied room parks nothing", async () => {
    const stage = await new Stage().met("resp-join");
    expect(stage.letters).toEqual([]);
  });
});

describe("somebody comes", () => {
  it("with the offer in hand: they are sent no other, and their answer is taken", async () => {
    const stage = await new Stage().waiting();
    stage.socket.receive(offered);
    await stage.hear("answer", answer);
    expect(stage.letters).toEqual(parked);
    expect(stage.peer.remoteDescription).toEqual(answer);
    expect(stage.states).toEqual(["joining", "waiting", "connecting"]);
    expect(stage.told).toEqual(["join ben"]);
  });

  it("with the offer in hand, before its candidates are found: those go to them by name", async () => {
    const stage = await new Stage().seated();
    stage.socket.echo();
    while (stage.letters.length === 0) await Promise.resolve();
    stage.socket.receive(offered);
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters).toEqual(["offer", "candidate ben"]);
  });

  it("without it: they are sent the same one", async () => {
    const stage = await new Stage().waiting();
    const { localDescription } = stage.peer;
    stage.socket.receive(unoffered);
    await stage.hear("answer", answer);
    expect(stage.letters).toEqual([...parked, "offer ben"]);
    expect(JSON.parse((stage.socket.sent.at(-1) as PeerMessage).msg)).toMatchObject({ ...localDescription });
    expect(stage.peer.settled).toBe(true);
  });

  it("while the offer is still being made: it goes to them, once", async () => {
    const stage = await new Stage().seated();
    stage.socket.echo();
    stage.socket.receive(unoffered);
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters).toEqual(["offer ben", "candidate ben"]);
  });

  it("between the making and the sending, whenever that is: one offer reaches them", async () => {
    for (let turns = 0; turns < 40; turns += 1) {
      const stage = await new Stage().seated();
      stage.socket.echo();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      stage.socket.receive(unoffered);
      await vi.advanceTimersByTimeAsync(0);
      expect([turns, stage.letters.filter((letter) => letter === "offer ben")]).toEqual([turns, ["offer ben"]]);
    }
  });

  it("and answers, and offers something right behind it: both are taken", async () => {
    const stage = await new Stage().met("offered");
    void stage.hear("answer", answer);
    await stage.hear("offer", { type: "offer", sdp: "more" });
    expect(stage.letters).toEqual([...parked, "answer ben", "candidate ben"]);
    expect(stage.errors).toEqual([]);
  });

  it("who crosses with the renewal: the refusal of that is nobody's business", async () => {
    const stage = await new Stage().waiting();
    await pass(nineMinutes, stage);
    stage.socket.receive(offered);
    stage.socket.receive({ cmd: "error", code: "no-such-peer", message: "Too late." });
    await stage.hear("answer", answer);
    expect([stage.errors, stage.call.state]).toEqual([[], "connecting"]);
    expect(stage.peer.settled).toBe(true);
  });

  it("and the offer is not renewed any more", async () => {
    const stage = await new Stage().met("offered");
    await stage.hear("answer", answer);
    await pass(nineMinutes, stage);
    expect(stage.letters).toEqual(parked);
  });
});

describe("somebody leaves", () => {
  it("and a fresh offer is parked, of a new connection", async () => {
    const stage = await new Stage().connected("offered");
    const first = stage.peer;
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    expect(first.connectionState).toBe("closed");
    expect(stage.peer).not.toBe(first);
    expect(stage.letters).toEqual([...parked, ...parked]);
    stage.call.leave();
    stage.expectReleased();
  });

  it("and this side parks, who was the second before", async () => {
    const stage = await new Stage().connected("resp-join");
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters).toEqual(parked);
  });

  it("and comes back before that is done: they are sent the new offer, once", async () => {
    const stage = await new Stage().connected("offered");
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    stage.socket.receive(unoffered);
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters.slice(parked.length)).toEqual(["offer ben", "candidate ben"]);
  });

  it("and this side leaves upon that: nothing is parked", async () => {
    const stage = await new Stage().connected("offered");
    stage.call.addEventListener("peerleave", () => {
      stage.call.leave();
    });
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters).toEqual(parked);
    stage.expectReleased();
  });
});

describe("another network", () => {
  it("takes the offer back, and parks one of a new connection when that is certain", async () => {
    const stage = await new Stage().waiting();
    const first = stage.peer;
    await changeNetwork();
    expect(stage.socket.sent.at(-2)).toMatchObject({ cmd: "offer", remoteUid: "", msg: "" });
    expect(stage.peer).toBe(first);
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(first.connectionState).toBe("closed");
    expect(stage.letters).toEqual([...parked, "offer", ...parked]);
  });

  it("and somebody who was handed the former offer before it could be taken back: that one holds", async () => {
    const stage = await new Stage().waiting();
    await changeNetwork();
    stage.socket.receive(offered);
    stage.socket.receive({ cmd: "error", code: "no-such-peer", message: "Too late." });
    stage.socket.echo();
    await stage.hear("answer", answer);
    expect(FakePeerConnection.instances).toHaveLength(1);
    expect(stage.peer.settled).toBe(true);
    expect(stage.errors).toEqual([]);
  });

  it("and somebody who comes when it has been taken back: they are offered a new connection", async () => {
    const stage = await new Stage().waiting();
    await changeNetwork();
    stage.socket.receive(unoffered);
    stage.socket.echo();
    await stage.hear("answer", answer);
    expect(stage.letters.slice(parked.length + 1)).toEqual(["offer ben", "candidate ben"]);
    expect(FakePeerConnection.instances.map(({ connectionState }) => connectionState)).toEqual(["closed", "new"]);
  });

  it("again before the first is dealt with: that is enough", async () => {
    const stage = await new Stage().waiting();
    await changeNetwork();
    await changeNetwork();
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakePeerConnection.instances).toHaveLength(2);
  });

  it("in a call changes nothing", async () => {
    const stage = await new Stage().connected("offered");
    await changeNetwork();
    expect(stage.letters).toEqual(parked);
  });

  it("when the call has been left, is nobody's business", async () => {
    const stage = await new Stage().waiting();
    await changeNetwork();
    stage.call.leave();
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    stage.expectReleased();
  });
});
