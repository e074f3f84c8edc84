import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientMessage, PeerMessage } from "./messages.js";
import type { FakeDataChannel } from "./testing/fake-data-channel.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { FakeWebSocket } from "./testing/fake-web-socket.js";
import { joined, Stage, useFakes } from "./testing/stage.js";

const seated = { ...joined, resumeSeconds: 30 };
const answer = { type: "answer", sdp: "theirs" };

let reachable: boolean[];

beforeEach(() => {
  useFakes();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  reachable = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Anna, in a room with Ben on a seat that is held; connected where it is said. */
async function talking(how: "new-peer" | "resp-join" = "new-peer"): Promise<Stage> {
  const stage = new Stage();
  stage.call.addEventListener("serverchange", ({ detail }) => reachable.push(detail));
  const { result } = await stage.joining();
  stage.socket.receive(seated);
  expect(await result).toBeUndefined();
  if (how === "new-peer") stage.socket.echo();
  await vi.advanceTimersByTimeAsync(0);
  stage.socket.receive({ cmd: how, remoteUid: "ben" });
  stage.socket.echo();
  if (how === "new-peer") await stage.hear("answer", stamped(answer, "ben-1", 1));
  else await stage.hear("offer", stamped({ type: "offer", sdp: "theirs" }, "ben-1", 1));
  stage.peer.become("connected");
  await vi.advanceTimersByTimeAsync(0);
  expect(stage.call.state).toBe("connected");
  return stage;
}

/** Anna, whose join took so many milliseconds, and whose connection to the server is lost right after it. */
async function losing(roundTrip: number): Promise<Stage> {
  const stage = new Stage();
  await stage.joining();
  await vi.advanceTimersByTimeAsync(roundTrip);
  stage.socket.receive(seated);
  await vi.advanceTimersByTimeAsync(0);
  stage.socket.drop();
  return stage;
}

function stamped(payload: object, from: string, number: number): object {
  return { ...payload, from, number };
}

/** The connection is lost, and the next one opens. */
async function reconnect(stage: Stage): Promise<FakeWebSocket> {
  if (stage.socket.readyState === 1) stage.socket.drop();
  await vi.advanceTimersByTimeAsync(0);
  stage.socket.open();
  await vi.advanceTimersByTimeAsync(0);
  return stage.socket;
}

/** The way for words is open, and the other answers for as long as the way is measured. */
async function answering(stage: Stage): Promise<FakeDataChannel> {
  const channel = channelOf(stage);
  channel.open();
  for (let second = 0; second < 3; second += 1) {
    await stage.pass(50);
    channel.receive({ v: 1, type: "pong" });
    await stage.pass(950);
  }
  return channel;
}

function channelOf(stage: Stage): FakeDataChannel {
  const channel = stage.peer.channels.at(-1);
  if (channel === undefined) throw new Error("No channel was made.");
  return channel;
}

const peerWords = (socket: FakeWebSocket) =>
  (socket.sent as PeerMessage[]).filter(({ cmd }) => ["offer", "answer", "candidate"].includes(cmd));

describe("a lost connection to the server", () => {
  it("is made anew, the seat is taken back, and the call notices nothing", async () => {
    const stage = await talking();
    const socket = await reconnect(stage);
    expect(socket.sent).toEqual([{ cmd: "resume", roomId: "quiet-harbour", uid: "anna", seat: "secret", lastSeen: 2 }]);
    expect(stage.call).toMatchObject({ state: "connected", serverReachable: false });
    socket.receive({ ...seated, resumed: true, lastSeen: 99 });
    expect(stage.call).toMatchObject({ state: "connected", serverReachable: true });
    expect(reachable).toEqual([false, true]);
    expect(stage.errors).toEqual([]);
    expect(FakePeerConnection.instances).toHaveLength(1);
    expect(stage.peer.restarts).toBe(0);
    await vi.advanceTimersByTimeAsync(0);
    stage.call.leave();
    stage.expectReleased();
  });

  it("loses nothing of what was said and not answered, and says nothing twice", async () => {
    const stage = await talking();
    const before = peerWords(stage.socket);
    stage.peer.change();
    await vi.advanceTimersByTimeAsync(0);
    const said = peerWords(stage.socket).slice(before.length);
    expect(said.map(({ cmd }) => cmd)).toEqual(["offer", "candidate"]);
    const handled = said[0]?.seq ?? 0; // The offer has arrived, the candidate has not.
    const socket = await reconnect(stage);
    socket.receive({ ...seated, resumed: true, lastSeen: handled });
    expect(peerWords(socket)).toEqual(said.slice(1));
  });

  it("keeps what is said meanwhile until it is back", async () => {
    const stage = await talking();
    stage.socket.drop();
    stage.peer.change();
    await vi.advanceTimersByTimeAsync(0);
    const socket = stage.socket;
    socket.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(peerWords(socket)).toEqual([]);
    socket.receive({ ...seated, resumed: true, lastSeen: 99 });
    expect(peerWords(socket)).toEqual([]); // The server has all that was numbered up to 99.
  });

  it("says what comes up while the seat is being taken back after what was said before", async () => {
    const stage = await talking();
    const handled = peerWords(stage.socket).length;
    stage.socket.drop();
    stage.peer.change();
    await vi.advanceTimersByTimeAsync(0);
    const socket = await reconnect(stage);
    const { sdp } = stage.peer.localDescription ?? {};
    const late = { candidate: "candidate:2", sdpMid: "0", usernameFragment: sdp };
    stage.peer.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate: late }));
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.sent).toHaveLength(1); // the resume, which is not answered yet
    socket.receive({ ...seated, resumed: true, lastSeen: handled });
    const numbers = peerWords(socket).map(({ seq }) => seq ?? 0);
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers).toEqual(numbers.map((_, index) => handled + 1 + index));
  });

  it("forgets what the server has dealt with", async () => {
    const stage = await talking();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stage.socket.sent.at(-1)).toMatchObject({ cmd: "keepalive", lastSeen: 2 });
    stage.socket.echo();
    const socket = await reconnect(stage);
    socket.receive({ ...seated, resumed: true, lastSeen: 0 }); // A server that knows less than it said is not believed.
    expect(peerWords(socket)).toEqual([]);
  });

  it("is tried no sooner because of what media lacks, which is no news of the server", async () => {
    const page = new EventTarget();
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
    const stage = await talking();
    stage.socket.drop();
    await stage.pass(2_000);
    stage.socket.drop();
    await vi.advanceTimersByTimeAsync(0);
    const { length } = FakeWebSocket.instances;
    stage.peer.become("disconnected");
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeWebSocket.instances).toHaveLength(length);
    page.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeWebSocket.instances).toHaveLength(length + 1);
    stage.call.leave();
  });

  it("is tried again and again", async () => {
    const stage = await talking();
    stage.socket.drop();
    const times: number[] = [];
    let known = FakeWebSocket.instances.length;
    for (let milliseconds = 0; milliseconds < 8_000; milliseconds += 50) {
      if (FakeWebSocket.instances.length > known) times.push(milliseconds);
      known = FakeWebSocket.instances.length;
      if (stage.socket.readyState === 0) stage.socket.drop();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(times).toHaveLength(16);
    stage.call.leave();
    await vi.advanceTimersByTimeAsync(150);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    { roundTrip: 0, tries: [1_500, 1_500, 1_500, 4_000, 1_500, 1_500, 1_500, 1_500] },
    { roundTrip: 400, tries: [2_000, 2_000, 2_000, 4_000, 2_000, 2_000, 2_000, 2_000] },
    { roundTrip: 2_000, tries: [4_000, 4_000, 4_000, 4_000, 4_000, 4_000] },
  ])("is given as long as a way of $roundTrip ms there and back needs", async ({ roundTrip, tries }) => {
    const stage = await losing(roundTrip);
    const lasted = new Map<FakeWebSocket, number>();
    for (let step = 0; lasted.size <= tries.length; step += 1) {
      if (stage.socket.readyState === 0) lasted.set(stage.socket, (lasted.get(stage.socket) ?? 0) + 50);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect([...lasted.values()].slice(0, tries.length)).toEqual(tries);
    stage.call.leave();
  });

  it.each([
    { outcome: "stays away", sockets: 3, probe: () => new Promise<Response>(() => undefined) },
    { outcome: "is answered", sockets: 14, probe: () => Promise.resolve(new Response()) },
    { outcome: "is refused", sockets: 3, probe: () => Promise.reject(new TypeError()) },
  ])("is given $sockets WebSockets in fourteen tries by a browser that keeps them, where a probe $outcome", async ({ sockets, probe }) => {
    const fetched = vi.fn(probe);
    vi.stubGlobal("mozInnerScreenX", 0);
    vi.stubGlobal("fetch", fetched);
    const stage = await talking();
    const before = FakeWebSocket.instances.length;
    stage.socket.drop();
    while (fetched.mock.calls.length < 11) await vi.advanceTimersByTimeAsync(50); // none for the first, the second and the thirteenth
    expect(FakeWebSocket.instances.length - before).toBe(sockets);
    stage.call.leave();
  });

  it.each([
    { roundTrip: 0, probes: [700, 2_500, 700] },
    { roundTrip: 400, probes: [2_000, 2_500, 2_000] },
    { roundTrip: 600, probes: [3_000, 3_000, 3_000] },
  ])("is probed as long as a way of $roundTrip ms there and back needs", async ({ roundTrip, probes }) => {
    const lasted: number[] = [];
    vi.stubGlobal("mozInnerScreenX", 0);
    vi.stubGlobal("fetch", (_: string, { signal }: { signal: AbortSignal }) => {
      const since = performance.now();
      signal.addEventListener("abort", () => lasted.push(performance.now() - since));
      return new Promise<Response>(() => undefined);
    });
    const stage = await losing(roundTrip);
    while (lasted.length < probes.length) await vi.advanceTimersByTimeAsync(50);
    expect(lasted.slice(0, probes.length)).toEqual(probes);
    stage.call.leave();
  });

  it("that lasts for five minutes ends a call that is not connected any more", async () => {
    const stage = await talking();
    stage.socket.drop();
    stage.peer.become("failed");
    for (let second = 0; second < 310 && stage.call.state !== "ended"; second += 1) {
      if (stage.socket.readyState === 0) stage.socket.drop();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(stage.call).toMatchObject({ state: "ended", error: { code: "server-lost" } });
    await vi.advanceTimersByTimeAsync(150);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("of a seat that another connection has taken ends the call here", async () => {
    const stage = await talking();
    stage.socket.receive({ cmd: "error", code: "seat-gone", message: "Taken over." });
    expect(stage.call).toMatchObject({ state: "ended", error: { code: "seat-gone" } });
    expect(stage.errors).toEqual(["seat-gone"]);
    await vi.advanceTimersByTimeAsync(150);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a server that has forgotten everybody", () => {
  /** It is there again, and knows no seat. */
  async function restart(stage: Stage): Promise<FakeWebSocket> {
    const socket = await reconnect(stage);
    socket.receive({ cmd: "error", code: "seat-gone", message: "No such seat." });
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.sent.at(-1)).toEqual({ cmd: "join", roomId: "quiet-harbour", uid: "anna", resume: true });
    socket.receive({ ...seated, seat: "another" });
    await vi.advanceTimersByTimeAsync(0);
    return socket;
  }

  it.each(["new-peer", "resp-join"] as const)("is joined once more, and the call goes on when the other is there: %s", async (cmd) => {
    const stage = await talking();
    const socket = await restart(stage);
    if (cmd === "new-peer") socket.echo(); // alone for now
    socket.receive({ cmd, remoteUid: "ben" });
    socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(peerWords(socket)).toEqual([]);
    expect(stage.states.at(-1)).toBe("connected");
    expect(stage.told).toEqual(["join ben"]);
    expect(FakePeerConnection.instances).toHaveLength(1);
    expect(stage.call.serverReachable).toBe(true);
  });

  it("repairs what broke meanwhile, as soon as both are there", async () => {
    const stage = await talking();
    stage.socket.drop();
    stage.peer.become("failed");
    expect([stage.call.state, stage.peer.restarts]).toEqual(["connecting", 0]);
    const socket = await restart(stage);
    socket.echo();
    expect(stage.peer.restarts).toBe(0);
    socket.receive({ cmd: "new-peer", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.peer.restarts).toBe(1);
    expect(peerWords(socket).some(({ cmd, remoteUid }) => cmd === "offer" && remoteUid === "ben")).toBe(true);
  });

  it.each([
    { other: "a page of Duet", repair: "another connection", connections: 2, restarts: 0 },
    { other: "a plain client", repair: "a restart", connections: 1, restarts: 1 },
  ])("had the relays of a call with $other: it gets $repair", async ({ other, connections, restarts }) => {
    const stage = await talking();
    const channel = await answering(stage);
    if (other === "a page of Duet") channel.receive({ v: 1, type: "state", microphone: "on", camera: "on", screen: null, quality: null });
    for (let signs = 0; signs < 30; signs += 1) {
      channel.receive({ v: 1, type: "pong" });
      await stage.pass(200);
    }
    const before = stage.peer;
    const known = before.restarts;
    stage.socket.drop();
    await stage.pass(1_000); // Nothing comes, and the browser has not noticed.
    const socket = await restart(stage);
    socket.echo();
    socket.receive({ cmd: "new-peer", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    expect([FakePeerConnection.instances.length, before.restarts - known]).toEqual([connections, restarts]);
    expect(stage.told).toEqual(["join ben"]);
    expect(stage.errors).toEqual([]);
  });

  it("and the other does not come back: they have left, half a minute after they were heard last", async () => {
    const stage = await talking();
    stage.peer.become("failed");
    const socket = await restart(stage);
    socket.echo();
    await stage.pass(29_000);
    expect(stage.told).toEqual(["join ben"]);
    await stage.pass(1_500);
    expect(stage.told).toEqual(["join ben", "leave ben"]);
    expect(stage.call.state).toBe("waiting");
    expect(peerWords(socket).at(-1)).toMatchObject({ remoteUid: "" }); // The next one may come.
  });

  it("and somebody else comes instead: the call is theirs", async () => {
    const stage = await talking();
    const socket = await restart(stage);
    socket.receive({ cmd: "new-peer", remoteUid: "carla" });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.told).toEqual(["join ben", "join carla"]);
    expect(FakePeerConnection.instances[0]?.connectionState).toBe("closed");
  });

  it("of one who waited for somebody: they wait again, with an offer parked", async () => {
    const stage = new Stage();
    const { result } = await stage.joining();
    stage.socket.receive(seated);
    await result;
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    const socket = await restart(stage);
    socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.call.state).toBe("waiting");
    expect(peerWords(socket)[0]).toMatchObject({ cmd: "offer", remoteUid: "" });
    stage.call.leave();
    stage.expectReleased();
  });
});

describe("a connection that breaks", () => {
  it("makes sure of the server before the repair speaks: what it says to one that is gone would be lost", async () => {
    const stage = await talking();
    const before = stage.socket.sent.length;
    const said = () => (stage.socket.sent as ClientMessage[]).slice(before).map(({ cmd }) => cmd);
    stage.peer.become("failed");
    await vi.advanceTimersByTimeAsync(0);
    expect(said()).toEqual(["keepalive"]);
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(said()).toEqual(["keepalive", "offer", "candidate"]);
  });

  it("is whole again with the first sign of life, though the browser still says disconnected; only what has failed is not", async () => {
    for (const [state, told] of [
      ["disconnected", "connected"],
      ["failed", "connecting"],
    ] as const) {
      const stage = await talking();
      const channel = await answering(stage);
      stage.peer.become(state);
      await stage.pass(2_000);
      expect(stage.call.state).toBe("connecting");
      channel.receive({ v: 1, type: "pong" });
      expect(stage.call.state).toBe(told);
      stage.call.leave();
    }
  });
});

describe("the other is away", () => {
  it("and what breaks meanwhile is repaired when they are back", async () => {
    const stage = await talking();
    stage.socket.receive({ cmd: "peer-away", remoteUid: "ben" });
    expect(stage.call.state).toBe("connected");
    stage.peer.become("failed");
    await stage.pass(10_000);
    expect([stage.call.state, stage.peer.restarts]).toEqual(["connecting", 0]);
    stage.socket.receive({ cmd: "peer-back", remoteUid: "ben" });
    expect(stage.peer.restarts).toBe(1);
  });

  it("for good: they have left", async () => {
    const stage = await talking();
    stage.socket.receive({ cmd: "peer-away", remoteUid: "ben" });
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.told).toEqual(["join ben", "leave ben"]);
  });
});

describe("the way over the connection itself", () => {
  it("carries what is negotiated while the server is away, and it is not taken twice when that is back", async () => {
    const stage = await talking();
    channelOf(stage).open();
    const known = channelOf(stage).sentOf("letter").length;
    stage.socket.drop();
    stage.peer.change();
    await vi.advanceTimersByTimeAsync(0);
    expect(channelOf(stage).sentOf("letter").slice(known)).toMatchObject([{ cmd: "offer" }, { cmd: "candidate" }]);
    const msg = JSON.stringify(stamped(answer, "ben-1", 2));
    channelOf(stage).receive({ v: 1, type: "letter", cmd: "answer", msg });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.peer.settled).toBe(true);
    stage.socket.open();
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive({ ...seated, resumed: true, lastSeen: 99 });
    stage.socket.receive({ cmd: "answer", roomId: "quiet-harbour", uid: "ben", remoteUid: "anna", msg });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.errors).toEqual([]);
  });

  it("tells that one leaves while the server is away", async () => {
    const stage = await talking();
    const channel = channelOf(stage);
    channel.open();
    stage.socket.drop();
    stage.call.leave();
    expect(channel.sent.at(-1)).toEqual({ v: 1, type: "leaving" });
    expect(stage.peer.connectionState).toBe("connected");
    await vi.advanceTimersByTimeAsync(150);
    expect(stage.peer.connectionState).toBe("closed");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells that the other has left; the server says so later, and only then somebody else may come", async () => {
    const stage = await talking();
    const channel = channelOf(stage);
    channel.open();
    channel.receive({ v: 1, type: "leaving" });
    expect(stage.told).toEqual(["join ben", "leave ben"]);
    const said = peerWords(stage.socket).length;
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.told).toEqual(["join ben", "leave ben"]);
    expect(peerWords(stage.socket)[said]).toMatchObject({ cmd: "offer", remoteUid: "" });
  });
});

describe("a connection beyond repair", () => {
  it("is replaced by the one who was there first, after two tries", async () => {
    const stage = await talking();
    const broken = stage.peer;
    broken.become("failed");
    for (const number of [2, 3]) {
      await stage.pass(500);
      await stage.hear("answer", stamped(answer, "ben-1", number)); // They have heard of it, and nothing comes of it.
      await stage.pass(6_000);
    }
    expect(broken.restarts).toBe(2);
    expect(broken.connectionState).toBe("closed");
    expect(FakePeerConnection.instances).toHaveLength(2);
    expect(peerWords(stage.socket).at(-1)).toMatchObject({ remoteUid: "ben" });
    await stage.hear("candidate", stamped({ candidate: "candidate:1", sdpMid: "0" }, "ben-1", 7)); // late, of the old one
    await stage.hear("answer", stamped(answer, "ben-2", 1));
    stage.peer.become("connected");
    expect(stage.states.slice(-2)).toEqual(["connecting", "connected"]);
    expect(stage.told).toEqual(["join ben"]);
    expect(stage.errors).toEqual([]);
  });

  it("is replaced when the other offers a new one", async () => {
    const stage = await talking("resp-join");
    const old = stage.peer;
    await stage.hear("offer", stamped({ type: "offer", sdp: "new" }, "ben-2", 1));
    expect(old.connectionState).toBe("closed");
    expect(stage.peer.remoteDescription?.sdp).toBe("new");
    expect(peerWords(stage.socket).at(-1)).toMatchObject({ remoteUid: "ben" });
    await stage.hear("offer", stamped({ type: "offer", sdp: "old" }, "ben-1", 9)); // late, and over
    expect(FakePeerConnection.instances).toHaveLength(2);
  });
});

describe("what the two write", () => {
  const reading = { v: 1, type: "state", microphone: "on", camera: "on", screen: null, quality: null, chat: true };
  const deliveries = (stage: Stage): string[] => {
    const told: string[] = [];
    stage.call.addEventListener("chat", ({ detail }) => told.push(`${detail.own ? "own" : "their"} ${detail.text} ${detail.delivery}`));
    return told;
  };

  function confirm(channel: FakeDataChannel): void {
    const { from, number } = channel.sentOf("chat").at(-1) as { from: string; number: number };
    channel.receive({ v: 1, type: "chat-receipt", from, number });
  }

  it("needs no server", async () => {
    const stage = await talking();
    const told = deliveries(stage);
    const channel = channelOf(stage);
    channel.open();
    channel.receive(reading);
    stage.socket.drop();
    stage.call.sendChat("hello");
    channel.receive({ v: 1, type: "chat", from: "page", number: 1, text: "hello you" });
    confirm(channel);
    expect(told).toEqual(["own hello sending", "their hello you delivered", "own hello delivered"]);
    expect(channel.sentOf("chat-receipt")).toEqual([{ v: 1, type: "chat-receipt", from: "page", number: 1 }]);
  });

  it("goes on over the connection in the place of another, once the other has said that they read there", async () => {
    const stage = await talking();
    const told = deliveries(stage);
    const old = channelOf(stage);
    old.open();
    old.receive(reading);
    stage.call.sendChat("one");
    stage.call.sendChat("two");
    await stage.hear("offer", stamped({ type: "offer", sdp: "m=application 9" }, "ben-2", 1));
    expect(stage.call.canChat).toBe(true);
    stage.peer.become("connected");
    const channel = channelOf(stage);
    channel.open();
    expect([channel === old, channel.sentOf("chat")]).toEqual([false, []]);
    channel.receive(reading);
    channel.receive({ ...reading, quality: 3 });
    expect(channel.sentOf("chat")).toMatchObject([{ text: "one" }]);
    confirm(channel);
    expect(channel.sentOf("chat")).toMatchObject([{ text: "one" }, { text: "two" }]);
    expect(told).toEqual(["own one sending", "own two sending", "own one delivered"]);
  });
});

describe("a side that has come to another network", () => {
  /** Nothing comes from the other any more, and the server is reached over another connection at once. */
  async function move(): Promise<Stage> {
    const stage = await talking();
    const channel = await answering(stage);
    expect(channel.sentOf("ping")).toHaveLength(3);
    const socket = await reconnect(stage);
    socket.receive({ ...seated, resumed: true, lastSeen: 99 });
    await stage.pass(1_000);
    return stage;
  }

  it("makes another connection, without waiting for the browser to notice", async () => {
    const stage = await move();
    const [before, after] = FakePeerConnection.instances;
    expect([before?.connectionState, after?.signalingState]).toEqual(["closed", "have-local-offer"]);
    await stage.hear("answer", stamped(answer, "ben-2", 1));
    stage.peer.become("connected");
    expect(stage.call.state).toBe("connected");
    expect(stage.told).toEqual(["join ben"]);
    expect(stage.errors).toEqual([]);
  });

  it.each(["when its own is out", "while its own is being made"])(
    "goes on with its own offer, or gives way, where one of the other comes %s",
    async (when) => {
      type Describe = (this: FakePeerConnection, description?: { readonly type: string; readonly sdp?: string }) => Promise<void>;
      const setLocalDescription: Describe = Reflect.get(FakePeerConnection.prototype, "setLocalDescription");
      for (const [from, connections] of [
        ["~", 2], // sorts behind every name
        ["!", 3],
      ] as const) {
        FakePeerConnection.instances = [];
        let make = (): void => undefined;
        const mayMake = new Promise<void>((resolve) => {
          make = resolve;
        });
        if (when !== "while its own is being made") make();
        vi.spyOn(FakePeerConnection.prototype, "setLocalDescription").mockImplementation(async function (
          this: FakePeerConnection,
          description,
        ) {
          if (FakePeerConnection.instances.indexOf(this) === 1) await mayMake;
          await setLocalDescription.call(this, description);
        });
        const stage = await move();
        expect(stage.peer.signalingState).toBe(when === "while its own is being made" ? "stable" : "have-local-offer");
        await stage.hear("offer", stamped({ type: "offer", sdp: "crossed" }, from, 1));
        await stage.hear("candidate", stamped({ candidate: "candidate:1", sdpMid: "0" }, from, 2));
        make();
        await vi.advanceTimersByTimeAsync(0);
        expect(FakePeerConnection.instances).toHaveLength(connections);
        if (connections === 2) await stage.hear("answer", stamped(answer, "ben-3", 1));
        expect(stage.peer.signalingState).toBe("stable");
        expect(stage.peer.remoteDescription?.sdp).toBe(connections === 2 ? "theirs" : "crossed");
        expect(stage.errors).toEqual([]);
        stage.call.leave();
        await vi.advanceTimersByTimeAsync(150);
      }
    },
  );
});
