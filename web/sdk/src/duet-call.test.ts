import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallError } from "./call-error.js";
import type { ConnectionPath } from "./connection-path.js";
import { DuetCall } from "./duet-call.js";
import "./path-reader.js"; // so that it is there when it is wanted
import { FakeMediaStream } from "./testing/fake-media-stream.js";
import { chromiumReport, host } from "./testing/fake-stats.js";
import { FakeWebSocket } from "./testing/fake-web-socket.js";
import { joined, Stage, useFakes } from "./testing/stage.js";

beforeEach(useFakes);

afterEach(() => {
  vi.useRealTimers();
});

describe("join", () => {
  it("says who comes to which room, and waits there", async () => {
    const stage = await new Stage().seated();
    expect(stage.socket.sent[0]).toEqual({ cmd: "join", roomId: "quiet-harbour", uid: "anna", resume: true });
    expect(stage.socket.words).toEqual(["join"]);
    expect(stage.states).toEqual(["joining"]); // nobody is there, as far as is known
    stage.socket.echo();
    expect(stage.states).toEqual(["joining", "waiting"]);
    expect(stage.call.serverReachable).toBe(true);
  });

  it.each(["room-full", "uid-in-use", "too-fast"] as const)("throws what the server refuses with: %s", async (code) => {
    const stage = new Stage();
    const { result } = await stage.joining();
    stage.socket.receive({ cmd: "error", code, message: "No." });
    expect(await result).toMatchObject({ code });
    expect(stage.call).toMatchObject({ state: "ended", error: { code } });
    expect(stage.errors).toEqual([]);
    stage.expectReleased();
  });

  const full = { cmd: "error", code: "room-full", message: "No." } as const;
  const kept = { ...full, retryAfter: 2 };

  /** Two seconds after a first try that met a seat which is kept for somebody else. */
  async function tryingAgain(): Promise<{ stage: Stage; result: Promise<unknown> }> {
    const stage = new Stage();
    const { result } = await stage.joining();
    stage.socket.receive(kept);
    await vi.advanceTimersByTimeAsync(1_999);
    expect([FakeWebSocket.instances.length, stage.socket.closedWith]).toEqual([1, 1000]);
    await vi.advanceTimersByTimeAsync(1);
    FakeWebSocket.last().open();
    await vi.advanceTimersByTimeAsync(0);
    return { stage, result };
  }

  it("waits for a seat that is kept for somebody who has just left", async () => {
    const { stage, result } = await tryingAgain();
    FakeWebSocket.last().receive(joined);
    FakeWebSocket.last().echo();
    expect(await result).toBeUndefined();
    expect(stage.states).toEqual(["joining", "waiting"]);
  });

  it.each([
    [0, 1_000],
    [9_007_199_254_740_991, 30_000],
  ])("waits neither for no time nor for ever where the server says %i s", async (retryAfter, milliseconds) => {
    const stage = new Stage();
    await stage.joining();
    stage.socket.receive({ ...kept, retryAfter });
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(FakeWebSocket.instances).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(FakeWebSocket.instances).toHaveLength(2);
    stage.call.leave();
  });

  it("throws room-full when they were back before", async () => {
    const { stage, result } = await tryingAgain();
    FakeWebSocket.last().receive(full);
    expect(await result).toMatchObject({ code: "room-full" });
    stage.expectReleased();
  });

  it("is aborted while it waits for a seat", async () => {
    const stage = new Stage();
    const abort = new AbortController();
    const { result } = await stage.joining({ media: null, signal: abort.signal });
    stage.socket.receive(kept);
    await vi.advanceTimersByTimeAsync(0);
    abort.abort();
    expect(await result).toMatchObject({ code: "aborted" });
    expect(FakeWebSocket.instances).toHaveLength(1);
    stage.expectReleased();
  });

  it("throws server-error for a refusal of a later version", async () => {
    const stage = new Stage();
    const { result } = await stage.joining();
    stage.socket.receive({ cmd: "error", code: "under-repair", message: "Later." });
    expect(await result).toMatchObject({ code: "server-error", message: "under-repair: Later." });
  });

  it("throws server-unreachable when the answer does not come", async () => {
    const stage = new Stage();
    const { result } = await stage.joining();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await result).toMatchObject({ code: "server-unreachable" });
    stage.expectReleased();
  });

  it("throws server-lost when the socket closes before the answer", async () => {
    const stage = new Stage();
    const { result } = await stage.joining();
    stage.socket.drop();
    expect(await result).toMatchObject({ code: "server-lost" });
    stage.expectReleased();
  });

  it("throws invalid-name without asking the server", async () => {
    const call = new DuetCall({ server: "wss://duet.example.org/ws", room: "a room" });
    await expect(call.join({ media: null })).rejects.toMatchObject({ code: "invalid-name" });
    expect(FakeWebSocket.instances).toEqual([]);
    expect(call.state).toBe("ended");
  });

  it("is done once", async () => {
    const stage = await new Stage().waiting();
    await expect(stage.call.join()).rejects.toMatchObject({ code: "already-joined" });
    expect(stage.call.state).toBe("waiting");
  });

  it("is aborted by its signal, and has no error then", async () => {
    const stage = new Stage();
    const abort = new AbortController();
    const { result } = await stage.joining({ media: null, signal: abort.signal });
    abort.abort();
    expect(await result).toMatchObject({ code: "aborted" });
    expect(stage.call).toMatchObject({ state: "ended", error: undefined });
    stage.expectReleased();
  });

  it("is aborted by a signal that was aborted before", async () => {
    const stage = new Stage();
    await expect(stage.call.join({ media: null, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    expect(FakeWebSocket.instances).toEqual([]);
  });

  it("is not touched by its signal once it is done", async () => {
    const abort = new AbortController();
    const stage = await new Stage().waiting({ media: null, signal: abort.signal });
    abort.abort();
    expect(stage.call.state).toBe("waiting");
  });
});

describe("the one who was there", () => {
  it("offers to the one who comes, with the server's ICE settings and a place for both kinds", async () => {
    const stage = await new Stage().connected();
    expect(stage.peer.configuration).toEqual({
      iceServers: joined.iceServers,
      iceTransportPolicy: "relay",
      bundlePolicy: "max-bundle",
      rtcpMuxPolicy: "require",
    });
    expect(stage.peer.transceivers.map(({ receiver, direction }) => [receiver.track.kind, direction])).toEqual([
      ["audio", "sendrecv"],
      ["video", "sendrecv"],
    ]);
    expect(stage.letters).toContain("offer ben");
    expect(stage.states).toEqual(["joining", "waiting", "connecting", "connected"]);
    expect(stage.told).toEqual(["join ben"]);
  });

  it("offers at once to one who comes before it is certain that nobody is there", async () => {
    const stage = await new Stage().seated();
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben" });
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters).toEqual(["offer ben", "candidate ben"]);
  });
});

describe("the one who comes", () => {
  const offer = { type: "offer", sdp: "theirs" };

  it("waits for the offer, and answers it, whatever the state of its camera", async () => {
    const stage = await new Stage().connected("resp-join");
    expect(stage.letters).toEqual([]);
    await stage.hear("offer", offer);
    expect(stage.letters).toEqual(["answer ben", "candidate ben"]);
    expect(stage.peer.transceivers.map(({ direction }) => direction)).toEqual(["sendrecv", "sendrecv"]);
    expect(stage.peer.channels).toEqual([]); // a plain peer that offers none is not asked for one
  });

  it("opens the way for words that the offer has a place for", async () => {
    const stage = await new Stage().connected("resp-join");
    await stage.hear("offer", { ...offer, sdp: "m=application 9" });
    expect(stage.peer.channels).toMatchObject([{ label: "duet", settings: { negotiated: true, id: 0, ordered: true } }]);
    expect(stage.letters).not.toContain("offer ben");
  });

  it("takes candidates that come right behind the offer", async () => {
    const stage = await new Stage().met("resp-join");
    const candidate = { candidate: "candidate:1", sdpMid: "0", usernameFragment: "theirs" };
    void stage.hear("offer", offer);
    await stage.hear("candidate", candidate);
    expect(stage.peer.addedCandidates).toEqual([candidate]);
  });

  it("takes no word from anyone else", async () => {
    const stage = await new Stage().connected("resp-join");
    await stage.hear("offer", offer, "mallory");
    expect(stage.letters).toEqual([]);
  });
});

describe("the other's stream", () => {
  it("is told with each track, as one stream", async () => {
    const stage = await new Stage().connected();
    stage.peer.receiveTrack("audio");
    stage.peer.receiveTrack("video");
    expect(stage.told).toEqual(["join ben", "stream 1", "stream 2"]);
  });
});

describe("media that comes later", () => {
  it("takes the places that are there, without another negotiation", async () => {
    const stage = await new Stage().connected();
    const media = FakeMediaStream.of("audio", "video");
    const offers = stage.letters.length;
    stage.call.setMedia(media.asStream());
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.peer.getSenders().map(({ track }) => track)).toEqual(media.tracks);
    expect(stage.letters).toHaveLength(offers);
  });
});

describe("the path", () => {
  const direct: ConnectionPath = { kind: "direct" };

  async function directCall(): Promise<{ stage: Stage; paths: (ConnectionPath | null)[] }> {
    const stage = await new Stage().connected();
    const paths: (ConnectionPath | null)[] = [];
    stage.call.addEventListener("pathchange", ({ detail }) => paths.push(detail));
    stage.peer.stats = chromiumReport(host, host);
    await vi.advanceTimersByTimeAsync(1_000);
    return { stage, paths };
  }

  it("is told soon after the call is connected, and when it changes", async () => {
    const { stage, paths } = await directCall();
    expect([stage.call.path, paths]).toEqual([direct, [direct]]);
    const relayed: ConnectionPath = { kind: "relayed", protocol: "tls" };
    stage.peer.stats = chromiumReport({ candidateType: "relay", port: 57318, relayProtocol: "tls" }, host);
    stage.peer.changePair();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([stage.call.path, paths]).toEqual([relayed, [direct, relayed]]);
  });

  it("is gone while the media is broken, and comes again with it", async () => {
    const { stage, paths } = await directCall();
    stage.peer.become("failed");
    expect([stage.call.state, stage.call.path]).toEqual(["connecting", null]);
    stage.peer.become("connected");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(paths).toEqual([direct, null, direct]);
  });

  it("is gone when the other leaves, by the time that the new state is told", async () => {
    const { stage, paths } = await directCall();
    const atChange: unknown[] = [];
    stage.call.addEventListener("statechange", () => atChange.push(stage.call.path));
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    expect([atChange, paths]).toEqual([[null], [direct, null]]);
  });

  it("is gone when the call is left, and nothing reads it any more", async () => {
    const { stage, paths } = await directCall();
    stage.call.leave();
    expect([stage.call.path, paths]).toEqual([null, [direct, null]]);
    stage.expectReleased();
  });
});

describe("when the other leaves", () => {
  it("the connection is closed, and a new one can come", async () => {
    const stage = await new Stage().connected();
    const first = stage.peer;
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    expect(first.connectionState).toBe("closed");
    expect(stage.call.state).toBe("waiting");
    stage.socket.receive({ cmd: "new-peer", remoteUid: "cleo" });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.peer).not.toBe(first);
    expect(stage.told).toEqual(["join ben", "leave ben", "join cleo"]);
    expect(stage.letters.at(-1)).toBe("candidate cleo");
  });

  it("someone else's leaving is nothing to us", async () => {
    const stage = await new Stage().connected();
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "dora" });
    expect(stage.call.state).toBe("connected");
  });

  it("what was still on its way to them raises no error", async () => {
    const stage = await new Stage().connected();
    stage.socket.receive({ cmd: "error", code: "no-such-peer", message: "They are gone." });
    expect(stage.errors).toEqual([]);
  });

  it("a new peer without a farewell of the old takes its place", async () => {
    const stage = await new Stage().connected();
    const first = stage.peer;
    stage.socket.receive({ cmd: "new-peer", remoteUid: "cleo" });
    expect(first.connectionState).toBe("closed");
    expect(stage.call.state).toBe("connecting");
  });
});

describe("leave", () => {
  it("tells the other and releases everything, once", async () => {
    const stage = await new Stage().connected();
    stage.call.leave();
    stage.call.leave();
    expect(stage.socket.commands.filter((cmd) => cmd === "leave")).toHaveLength(1);
    expect(stage.call).toMatchObject({ state: "ended", error: undefined, serverReachable: false });
    expect(stage.states.at(-1)).toBe("ended");
    expect(stage.errors).toEqual([]);
    stage.expectReleased();
  });

  it("in the middle of a join ends the join", async () => {
    const stage = new Stage();
    const { result } = await stage.joining();
    stage.call.leave();
    expect(await result).toMatchObject({ code: "aborted" });
    stage.expectReleased();
  });

  it("while the socket opens closes it", async () => {
    const stage = new Stage();
    const result = stage.call.join({ media: null }).catch((error: unknown) => error as CallError);
    stage.call.leave();
    expect(await result).toMatchObject({ code: "aborted" });
    stage.expectReleased();
  });

  it("stops no media that it was given", async () => {
    const media = FakeMediaStream.of("audio", "video");
    const stage = await new Stage().connected("new-peer", { media: media.asStream() });
    stage.call.leave();
    expect(media.tracks.map(({ readyState }) => readyState)).toEqual(["live", "live"]);
  });

  it("stops the media that it opened", async () => {
    const media = FakeMediaStream.of("audio", "video");
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => Promise.resolve(media) } });
    const stage = await new Stage().connected("new-peer", {});
    expect(stage.peer.getSenders().map(({ track }) => track?.kind)).toEqual(["audio", "video"]);
    stage.call.leave();
    expect(media.tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
  });

  it("stops the media that opens after it", async () => {
    const media = FakeMediaStream.of("audio");
    const opening: { resolve?: (media: FakeMediaStream) => void } = {};
    const getUserMedia = () => new Promise<FakeMediaStream>((resolve) => (opening.resolve = resolve));
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
    const stage = await new Stage().waiting({});
    stage.call.leave();
    opening.resolve?.(media);
    await vi.advanceTimersByTimeAsync(0);
    expect(media.tracks.map(({ readyState }) => readyState)).toEqual(["ended"]);
  });
});

describe("a camera that cannot be opened", () => {
  it("is told, and does not keep one from joining", async () => {
    const getUserMedia = () => Promise.reject(new DOMException("No.", "NotAllowedError"));
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
    const stage = await new Stage().waiting({});
    expect(stage.errors).toEqual(["media-refused"]);
    expect(stage.call.state).toBe("waiting");
  });
});

describe("when the server is lost", () => {
  it("a connected call goes on, and is told once", async () => {
    const stage = await new Stage().connected();
    stage.socket.receive({ cmd: "error", code: "shutting-down", message: "Good night." });
    stage.socket.drop(1001);
    expect(stage.errors).toEqual(["shutting-down"]);
    expect(stage.call).toMatchObject({ state: "connected", serverReachable: false });
    stage.call.leave();
    await vi.advanceTimersByTimeAsync(150); // for the last words, by the connection
    stage.expectReleased();
  });

  it("a connected call ends when its media breaks, since nobody can carry the repair", async () => {
    const stage = await new Stage().connected();
    stage.socket.drop();
    stage.peer.become("failed");
    expect(stage.call).toMatchObject({ state: "ended", error: { code: "connection-lost" } });
    await vi.advanceTimersByTimeAsync(150);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["waiting", "server-lost"],
    ["connecting", "server-lost"],
  ])("a call that is %s ends", async (state, code) => {
    const stage = await new Stage().waiting();
    if (state === "connecting") stage.socket.receive({ cmd: "new-peer", remoteUid: "ben" });
    stage.socket.drop();
    expect(stage.call).toMatchObject({ state: "ended", error: { code } });
    expect(stage.errors).toEqual([code]);
    await vi.advanceTimersByTimeAsync(150);
    stage.expectReleased();
  });

  it("is also noticed when it only falls silent", async () => {
    const stage = await new Stage().waiting();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(stage.call).toMatchObject({ state: "ended", error: { code: "server-lost" } });
  });
});

describe("when the media breaks", () => {
  it("the impolite side restarts ICE, and the call is connected again", async () => {
    const stage = await new Stage().connected("new-peer");
    stage.peer.become("failed");
    expect(stage.peer.restarts).toBe(1);
    expect(stage.call.state).toBe("connecting");
    stage.peer.become("connected");
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.call.state).toBe("connected");
    expect(stage.errors).toEqual([]);
  });

  it("the polite side waits for that", async () => {
    const stage = await new Stage().connected("resp-join");
    stage.peer.become("failed");
    expect(stage.peer.restarts).toBe(0);
    expect(stage.call.state).toBe("connecting");
  });

  it("a call that never was connected could not be made, after two tries", async () => {
    const stage = await new Stage().waiting();
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben" });
    stage.peer.become("failed");
    expect(stage.peer.restarts).toBe(1);
    await stage.pass(30_000);
    expect(stage.peer.restarts).toBe(2);
    expect(stage.call).toMatchObject({ state: "ended", error: { code: "connection-failed" } });
    expect(stage.errors).toEqual(["connection-failed"]);
    expect(stage.socket.commands.at(-1)).toBe("leave");
    stage.expectReleased();
  });
});

describe("what cannot be negotiated", () => {
  const bad = { cmd: "offer", roomId: "quiet-harbour", uid: "ben", remoteUid: "anna", msg: "{" } as const;

  it("ends a call that is not connected yet", async () => {
    const stage = await new Stage().waiting();
    stage.socket.receive({ cmd: "resp-join", remoteUid: "ben" });
    stage.socket.receive(bad);
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.call).toMatchObject({ state: "ended", error: { code: "negotiation-failed" } });
  });

  it("is told in a call that is connected, and the call goes on", async () => {
    const stage = await new Stage().connected("resp-join");
    stage.socket.receive(bad);
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.errors).toEqual(["negotiation-failed"]);
    expect(stage.call.state).toBe("connected");
  });
});
