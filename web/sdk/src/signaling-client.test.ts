import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallError } from "./call-error.js";
import { SignalingClient, type SignalingClose } from "./signaling-client.js";
import { FakeWebSocket } from "./testing/fake-web-socket.js";

const url = "wss://duet.example.org/ws";
const options = { WebSocket: FakeWebSocket as unknown as typeof WebSocket };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

async function connected(): Promise<{ client: SignalingClient; socket: FakeWebSocket; closes: SignalingClose[] }> {
  const client = new SignalingClient(url, options);
  const closes: SignalingClose[] = [];
  client.addEventListener("close", ({ detail }) => closes.push(detail));
  const connecting = client.connect();
  const socket = FakeWebSocket.last();
  socket.open();
  await connecting;
  return { client, socket, closes };
}

async function failure(work: Promise<unknown>): Promise<CallError> {
  return work.then(
    () => {
      throw new Error("It should have failed.");
    },
    (error: unknown) => error as CallError,
  );
}

describe("connect", () => {
  it("is fulfilled when the socket is open", async () => {
    const { client, socket } = await connected();
    expect(socket.url).toBe(url);
    client.close();
  });

  it("gives up after ten seconds, and closes the socket", async () => {
    const failed = failure(new SignalingClient(url, options).connect());
    await vi.advanceTimersByTimeAsync(9_999);
    expect(FakeWebSocket.last().closedWith).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect((await failed).code).toBe("server-unreachable");
    expect(FakeWebSocket.last().closedWith).toBe(1000);
  });

  it("fails when the socket closes instead of opening", async () => {
    const failed = failure(new SignalingClient(url, options).connect());
    FakeWebSocket.last().drop();
    expect((await failed).code).toBe("server-unreachable");
  });

  it("fails for an address that is none", async () => {
    const refusing = vi.fn(function () {
      throw new DOMException("?", "SyntaxError");
    });
    const client = new SignalingClient("?", { WebSocket: refusing as unknown as typeof WebSocket });
    expect((await failure(client.connect())).code).toBe("server-unreachable");
  });

  it("stops when it is aborted, and closes the socket", async () => {
    const abort = new AbortController();
    const failed = failure(new SignalingClient(url, options).connect(abort.signal));
    abort.abort("no longer wanted");
    expect(await failed).toMatchObject({ code: "aborted", cause: "no longer wanted" });
    expect(FakeWebSocket.last().closedWith).toBe(1000);
  });
});

describe("messages", () => {
  it("come as typed events", async () => {
    const { client, socket } = await connected();
    const got: unknown[] = [];
    client.addEventListener("message", ({ detail }) => got.push(detail));
    socket.receiveText('{"cmd":"new-peer","remoteUid":"ben","later":true}');
    socket.receiveText('{"cmd":"something-new"}');
    expect(got).toEqual([{ cmd: "new-peer", remoteUid: "ben" }]);
    client.close();
  });

  it.each(["{", "[]", '{"cmd":"new-peer"}', new ArrayBuffer(4)])(
    "that cannot be read are told, and the connection goes on: %j",
    async (data) => {
      const { client, socket, closes } = await connected();
      const told: CallError[] = [];
      client.addEventListener("malformed", ({ detail }) => told.push(detail));
      socket.receiveText(data);
      expect(told.map((error) => error.code)).toEqual(["bad-message"]);
      expect(closes).toEqual([]);
      client.close();
    },
  );

  it("are dropped when the connection is gone", async () => {
    const { client, socket } = await connected();
    socket.drop();
    client.send({ cmd: "keepalive" });
    expect(socket.sent).toEqual([]);
  });
});

describe("keepalive", () => {
  it("asks in the given interval, and is content with any message", async () => {
    const { client, socket, closes } = await connected();
    client.keepAlive(5);
    for (let round = 0; round < 10; round += 1) {
      await vi.advanceTimersByTimeAsync(5_000);
      socket.receive({ cmd: "peer-leave", remoteUid: "ben" });
    }
    expect(socket.commands).toEqual(Array.from({ length: 10 }, () => "keepalive"));
    expect(closes).toEqual([]);
    client.close();
  });

  it("gives the link up after three questions without an answer", async () => {
    const { client, socket, closes } = await connected();
    client.keepAlive(5);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(closes).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(closes).toEqual([{ reason: "silent", code: 1006 }]);
    expect(socket.closedWith).toBe(1000);
  });
});

describe("close", () => {
  it("is told once when the socket closes", async () => {
    const { client, socket, closes } = await connected();
    client.keepAlive(5);
    socket.drop(1001);
    socket.drop(1001);
    expect(closes).toEqual([{ reason: "socket-closed", code: 1001 }]);
  });

  it("is not told when we closed, and nothing that still comes is either", async () => {
    const { client, socket, closes } = await connected();
    const got: unknown[] = [];
    client.addEventListener("message", ({ detail }) => got.push(detail));
    client.keepAlive(5);
    client.close();
    client.close();
    socket.receive({ cmd: "keepalive" });
    socket.drop(1000);
    expect(closes).toEqual([]);
    expect(got).toEqual([]);
  });
});
