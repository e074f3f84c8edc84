import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { FakeWebSocket } from "./testing/fake-web-socket.js";
import { joined, Stage, useFakes } from "./testing/stage.js";

const prepared = { cmd: "prepared", iceServers: [{ urls: ["turn:prepared.example.org"] }], iceTransportPolicy: "all" } as const;
const settings = { ...prepared, iceServers: [...prepared.iceServers.map(({ urls }) => ({ urls: [...urls] }))] };
const fourMinutes = 4 * 60_000;

beforeEach(useFakes);

afterEach(() => {
  vi.useRealTimers();
});

async function preparing(): Promise<{ stage: Stage; ready: Promise<void> }> {
  const stage = new Stage();
  const ready = stage.call.prepare();
  stage.socket.open();
  await vi.advanceTimersByTimeAsync(0);
  return { stage, ready };
}

async function preparedStage(): Promise<Stage> {
  const { stage, ready } = await preparing();
  stage.socket.receive(settings);
  await ready;
  return stage;
}

/** Time, with a server that answers. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 5_000) {
    await vi.advanceTimersByTimeAsync(5_000);
    FakeWebSocket.last().receive({ cmd: "keepalive" });
  }
}

async function join(stage: Stage): Promise<unknown> {
  const result = stage.call.join({ media: null }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(0);
  return result;
}

describe("prepare", () => {
  it("asks what a participant would get, and lets the browser gather candidates", async () => {
    const stage = await preparedStage();
    expect(stage.socket.sent).toEqual([{ cmd: "prepare", roomId: "quiet-harbour", uid: "anna" }]);
    expect(stage.peer.configuration).toMatchObject({ iceServers: settings.iceServers, iceTransportPolicy: "all", iceCandidatePoolSize: 1 });
    expect(stage.call.state).toBe("idle");
    stage.call.leave();
    stage.expectReleased();
  });

  it("again is the same preparation", async () => {
    const stage = await preparedStage();
    await stage.call.prepare();
    expect([FakeWebSocket.instances.length, FakePeerConnection.instances.length]).toEqual([1, 1]);
  });

  it("of what is no name does nothing", async () => {
    const stage = new Stage("a room");
    await stage.call.prepare();
    expect(FakeWebSocket.instances).toEqual([]);
  });

  it("is given up when its signal aborts", async () => {
    const stage = new Stage();
    const abort = new AbortController();
    const ready = stage.call.prepare({ signal: abort.signal });
    abort.abort();
    await ready;
    stage.expectReleased();
    await stage.call.prepare({ signal: abort.signal });
    expect(FakeWebSocket.instances).toHaveLength(1);
  });

  it("renews what it was given before that ends", async () => {
    const stage = await preparedStage();
    await pass(fourMinutes);
    expect(stage.socket.words).toEqual(["prepare", "prepare"]);
    expect(stage.peer.connectionState).toBe("closed"); // the server would not adopt it any more
    stage.socket.receive(settings);
    expect(FakePeerConnection.instances.map(({ connectionState }) => connectionState)).toEqual(["closed", "new"]);
  });

  it("lets go of everything when nobody has been there for long", async () => {
    const stage = await preparedStage();
    await pass(fourMinutes * 4);
    stage.expectReleased();
  });

  it("is kept for whoever is still there", async () => {
    const stage = await preparedStage();
    await pass(fourMinutes * 3);
    await stage.call.prepare();
    await pass(fourMinutes);
    expect(stage.socket.closedWith).toBeUndefined();
    expect(stage.socket.words).toHaveLength(5);
  });
});

describe("a server that cannot be reached", () => {
  it("is not told by the preparation, but by the join", async () => {
    const stage = new Stage();
    const ready = stage.call.prepare();
    stage.socket.drop();
    await ready;
    expect([stage.call.state, stage.errors]).toEqual(["idle", []]);
    const { result } = await stage.joining();
    stage.socket.receive({ cmd: "error", code: "room-full", message: "No." });
    expect(await result).toMatchObject({ code: "room-full" });
    stage.expectReleased();
  });

  it("any more, while somebody looks at their preview: the join tries anew", async () => {
    const stage = await preparedStage();
    stage.socket.drop();
    expect(stage.peer.connectionState).toBe("closed");
    const { result } = await stage.joining();
    stage.socket.receive(joined);
    expect(await result).toBeUndefined();
    expect(FakeWebSocket.instances).toHaveLength(2);
  });

  it("refuses the preparation: the join is without it", async () => {
    const { stage, ready } = await preparing();
    stage.socket.receive({ cmd: "error", code: "too-fast", message: "Later." });
    await ready;
    stage.expectReleased();
  });
});

describe("the join", () => {
  it("goes over the connection that is open, and uses the candidates that are there", async () => {
    const stage = await preparedStage();
    const peer = stage.peer;
    const result = join(stage);
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.socket.words).toEqual(["prepare", "join"]);
    stage.socket.receive(joined);
    expect(await result).toBeUndefined();
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.letters).toEqual(["offer", "candidate", "offer"]);
    expect(FakePeerConnection.instances).toEqual([peer]);
  });

  it("answers with them where somebody is there", async () => {
    const stage = await preparedStage();
    const peer = stage.peer;
    const result = join(stage);
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive(joined);
    stage.socket.receive({ cmd: "resp-join", remoteUid: "ben" });
    await stage.hear("offer", { type: "offer", sdp: "theirs" });
    expect(await result).toBeUndefined();
    expect(stage.letters).toEqual(["answer ben", "candidate ben"]);
    expect(FakePeerConnection.instances).toEqual([peer]);
  });

  it("uses them for the first one only", async () => {
    const stage = await preparedStage();
    void join(stage);
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive(joined);
    stage.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive({ cmd: "new-peer", remoteUid: "ben", offered: true });
    stage.socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    expect(stage.peer.configuration?.iceServers).toEqual(joined.iceServers);
    expect(FakePeerConnection.instances).toHaveLength(2);
  });

  it("waits for a preparation that is still connecting, and not for its answer", async () => {
    const stage = new Stage();
    void stage.call.prepare();
    const result = join(stage);
    stage.socket.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeWebSocket.instances).toHaveLength(1);
    expect(stage.socket.words).toEqual(["prepare", "join"]);
    stage.socket.receive(settings);
    stage.socket.receive(joined);
    expect(await result).toBeUndefined();
    expect(stage.errors).toEqual([]);
  });

  it("is tried once more, afresh, where that connection turns out to be dead", async () => {
    const stage = await preparedStage();
    const result = join(stage);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(FakeWebSocket.instances[0]?.closedWith).toBe(1000);
    expect(stage.peer.connectionState).toBe("closed");
    stage.socket.open();
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive(joined);
    expect(await result).toBeUndefined();
    stage.socket.echo();
    expect(stage.states).toEqual(["joining", "waiting"]);
  });

  it("is not tried again when the server refuses it", async () => {
    const stage = await preparedStage();
    const result = join(stage);
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive({ cmd: "error", code: "room-full", message: "No." });
    expect(await result).toMatchObject({ code: "room-full" });
    expect(FakeWebSocket.instances).toHaveLength(1);
    stage.expectReleased();
  });

  it("that is left meanwhile releases everything", async () => {
    const stage = new Stage();
    void stage.call.prepare();
    const result = join(stage);
    stage.call.leave();
    expect(await result).toMatchObject({ code: "aborted" });
    FakeWebSocket.instances.forEach((socket) => {
      expect(socket.closedWith).toBe(1000);
    });
    stage.expectReleased();
  });

  it("says goodbye over the connection of the preparation", async () => {
    const stage = await preparedStage();
    void join(stage);
    await vi.advanceTimersByTimeAsync(0);
    stage.socket.receive(joined);
    await vi.advanceTimersByTimeAsync(0);
    stage.call.leave();
    expect(stage.socket.words).toEqual(["prepare", "join", "leave"]);
    stage.expectReleased();
  });
});
