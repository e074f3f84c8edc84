import { expect, vi } from "vitest";
import type { CallState } from "../call-events.js";
import { DuetCall, type JoinOptions } from "../duet-call.js";
import type { JoinedMessage, PeerMessage } from "../messages.js";
import "../pulse.js"; // What a call loads when it needs it is there already, or it would come whenever it likes, in another test.
import "../quality-watch.js";
import { FakeMediaStream } from "./fake-media-stream.js";
import { FakePeerConnection } from "./fake-peer-connection.js";
import { FakeWebSocket } from "./fake-web-socket.js";

export const joined: JoinedMessage = {
  cmd: "joined",
  roomId: "quiet-harbour",
  uid: "anna",
  seat: "secret",
  iceServers: [{ urls: ["turn:turn.example.org"], username: "u", credential: "c" }],
  iceTransportPolicy: "relay",
  keepaliveSeconds: 5,
};

/** For `beforeEach`: the browser's things are ours, and time is moved. */
export function useFakes(): void {
  vi.useFakeTimers();
  FakeWebSocket.instances = [];
  FakePeerConnection.instances = [];
  FakePeerConnection.knowProvisionalAnswers = false;
  FakePeerConnection.write = (user) => user;
  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.stubGlobal("RTCPeerConnection", FakePeerConnection);
  vi.stubGlobal("MediaStream", FakeMediaStream);
}

/** A call, its socket, and all that it told. */
export class Stage {
  readonly call: DuetCall;
  readonly states: CallState[] = [];
  readonly told: string[] = [];
  readonly errors: string[] = [];

  constructor(room = "quiet-harbour") {
    this.call = new DuetCall({ server: "wss://duet.example.org/ws", room, uid: "anna" });
    this.call.addEventListener("statechange", ({ detail }) => this.states.push(detail));
    this.call.addEventListener("error", ({ detail }) => this.errors.push(detail.code));
    this.call.addEventListener("peerjoin", ({ detail }) => this.told.push(`join ${detail.uid}`));
    this.call.addEventListener("peerleave", ({ detail }) => this.told.push(`leave ${detail.uid}`));
    this.call.addEventListener("remotestream", ({ detail }) => this.told.push(`stream ${detail.getTracks().length}`));
  }

  get socket(): FakeWebSocket {
    return FakeWebSocket.last();
  }

  get peer(): FakePeerConnection {
    return FakePeerConnection.last();
  }

  /** Begins to join; the socket is open, and the server has not answered. */
  async joining(options: JoinOptions = { media: null }): Promise<{ result: Promise<unknown> }> {
    const result = this.call.join(options).catch((error: unknown) => error);
    this.socket.open();
    await vi.advanceTimersByTimeAsync(0);
    return { result };
  }

  /** Has a seat, and does not know yet whether somebody is there. */
  async seated(options?: JoinOptions): Promise<this> {
    const { result } = await this.joining(options);
    this.socket.receive(joined);
    expect(await result).toBeUndefined();
    return this;
  }

  /** Alone, with an offer parked. */
  async waiting(options?: JoinOptions): Promise<this> {
    await this.seated(options);
    this.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    return this;
  }

  /** Ben is there, or comes without an offer, or with the one that was parked. */
  async met(how: "new-peer" | "resp-join" | "offered" = "new-peer", options?: JoinOptions): Promise<this> {
    await (how === "resp-join" ? this.seated(options) : this.waiting(options));
    if (how === "offered") this.socket.receive({ cmd: "new-peer", remoteUid: "ben", offered: true });
    else this.socket.receive({ cmd: how, remoteUid: "ben" });
    this.socket.echo();
    await vi.advanceTimersByTimeAsync(0);
    return this;
  }

  async connected(how?: "new-peer" | "resp-join" | "offered", options?: JoinOptions): Promise<this> {
    await this.met(how, options);
    this.peer.become("connected");
    return this;
  }

  /** Ben says something. */
  async hear(cmd: PeerMessage["cmd"], payload: unknown, uid = "ben"): Promise<void> {
    const msg = typeof payload === "string" ? payload : JSON.stringify(payload);
    this.socket.receive({ cmd, roomId: "quiet-harbour", uid, remoteUid: "anna", msg });
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Time passes, and the server answers. */
  async pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 250) {
      await vi.advanceTimersByTimeAsync(Math.min(250, milliseconds - passed));
      if (this.call.state !== "ended" && this.socket.readyState === 1) this.socket.echo();
    }
  }

  /** To whom each offer, answer and candidate went; nobody is the empty string. */
  get letters(): string[] {
    const sent = this.socket.sent as PeerMessage[];
    return sent
      .filter(({ cmd }) => ["offer", "answer", "candidate"].includes(cmd))
      .map(({ cmd, remoteUid }) => `${cmd} ${remoteUid}`.trim());
  }

  expectReleased(): void {
    expect(this.socket.closedWith).toBe(1000);
    expect(FakePeerConnection.instances.every((peer) => peer.connectionState === "closed")).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  }
}
