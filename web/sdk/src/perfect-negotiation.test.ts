import { describe, expect, it } from "vitest";
import type { CallError } from "./call-error.js";
import type { PeerMessage } from "./messages.js";
import { PerfectNegotiation } from "./perfect-negotiation.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";
import { settle } from "./testing/settle.js";

type Letter = Pick<PeerMessage, "cmd" | "msg">;

class Side {
  readonly peer = new FakePeerConnection();
  readonly outbox: Letter[] = [];
  readonly errors: CallError[] = [];
  readonly restarts: boolean[] = [];
  endsInstead = false;
  readonly negotiation: PerfectNegotiation;

  constructor(polite: boolean) {
    this.negotiation = new PerfectNegotiation(this.peer.asPeer(), {
      polite,
      send: (cmd, payload) => this.outbox.push({ cmd, msg: JSON.stringify(payload) }),
      beforeAnswer: ({ restartsIce }) => this.restarts.push(restartsIce),
      endsInstead: () => this.endsInstead,
      fail: (error) => this.errors.push(error),
    });
  }

  get commands(): string[] {
    return this.outbox.map(({ cmd }) => cmd);
  }

  get codes(): string[] {
    return this.errors.map(({ code }) => code);
  }

  async take(cmd: PeerMessage["cmd"], payload: unknown): Promise<void> {
    await this.negotiation.receive(cmd, typeof payload === "string" ? payload : JSON.stringify(payload));
    await settle();
  }
}

const offer = (sdp = "theirs") => ({ type: "offer", sdp });
const answer = (sdp = "theirs") => ({ type: "answer", sdp });
const candidate = (usernameFragment = "theirs") => ({ candidate: "candidate:1", sdpMid: "0", usernameFragment });

async function impoliteWithOffer(): Promise<Side> {
  const side = new Side(false);
  side.peer.change();
  await settle();
  return side;
}

describe("with a plain peer", () => {
  it("offers, and takes its answer and candidates", async () => {
    const side = await impoliteWithOffer();
    expect(side.commands).toEqual(["offer", "candidate"]);
    await side.take("answer", answer());
    await side.take("candidate", candidate());
    expect(side.peer.settled).toBe(true);
    expect(side.peer.addedCandidates).toHaveLength(1);
    expect(side.errors).toEqual([]);
  });

  it("as the joiner waits for the offer, whatever the browser needs, and answers it", async () => {
    const side = new Side(true);
    side.peer.change();
    await settle();
    expect(side.outbox).toEqual([]);
    await side.take("offer", offer());
    expect(side.commands).toEqual(["answer", "candidate"]);
    expect(side.peer.settled).toBe(true);
  });

  it("as the joiner offers what the first offer had no room for, once that is answered", async () => {
    const side = new Side(true);
    side.peer.answerSettles = false;
    side.peer.change();
    await side.take("offer", offer());
    expect(side.commands.filter((cmd) => cmd !== "candidate")).toEqual(["answer", "offer"]);
  });

  it("as the joiner leaves it to the one who was first to begin with DTLS, unless they have said so themselves", async () => {
    const side = new Side(true);
    await side.take("offer", offer("a=setup:actpass\r\nb=AS:1\r\na=setup:actpass\r\n"));
    expect(side.peer.remoteDescription?.sdp).toBe("a=setup:active\r\nb=AS:1\r\na=setup:active\r\n");
    side.peer.currentLocalDescription = { type: "answer", sdp: "a=setup:passive\r\n" };
    await side.take("offer", offer("a=setup:actpass\r\n"));
    expect(side.peer.remoteDescription?.sdp).toBe("a=setup:active\r\n"); // roles do not change in a call
    side.peer.currentLocalDescription = { type: "answer", sdp: "a=setup:active\r\n" };
    await side.take("offer", offer("a=setup:actpass\r\n"));
    expect(side.peer.remoteDescription?.sdp).toBe("a=setup:actpass\r\n");
    const other = new Side(true);
    await other.take("offer", offer("a=setup:passive\r\n"));
    expect(other.peer.remoteDescription?.sdp).toBe("a=setup:passive\r\n");
  });

  it("is told of an ICE that the other side restarts, before it answers", async () => {
    const side = new Side(true);
    for (const ufrag of ["one", "one", "two"]) await side.take("offer", offer(`a=ice-ufrag:${ufrag}\r\n`));
    expect(side.restarts).toEqual([false, false, true]);
  });

  it("does not answer one that restarts ICE where it ends instead", async () => {
    const side = new Side(true);
    side.endsInstead = true;
    for (const ufrag of ["one", "one", "two"]) await side.take("offer", offer(`a=ice-ufrag:${ufrag}\r\n`));
    expect(side.commands.filter((command) => command === "answer")).toHaveLength(2);
    expect([side.restarts, side.peer.settled, side.errors]).toEqual([[false, false], true, []]);
  });

  it("as the joiner uses the candidates that are pooled, and sends them behind the answer", async () => {
    const side = new Side(true);
    side.peer.knowsProvisionalAnswers = true;
    await side.take("offer", offer());
    expect(side.commands).toEqual(["answer", "candidate", "candidate"]);
    expect(side.outbox[1]?.msg).toContain("pooled");
    await side.take("offer", offer("more"));
    expect(side.commands.slice(3)).toEqual(["answer", "candidate"]);
    expect(side.errors).toEqual([]);
  });

  it("sends descriptions and candidates as the browser writes them", async () => {
    const side = await impoliteWithOffer();
    expect(JSON.parse(side.outbox[0]?.msg ?? "")).toEqual(side.peer.localDescription);
    expect(JSON.parse(side.outbox[1]?.msg ?? "")).toMatchObject({
      candidate: expect.stringContaining("candidate:1") as string,
      sdpMid: "0",
    });
  });
});

describe("candidates", () => {
  it("that come before the description wait for it, in order", async () => {
    const side = new Side(true);
    await side.take("candidate", { ...candidate(), candidate: "first" });
    await side.take("candidate", { ...candidate(), candidate: "second" });
    expect(side.peer.addedCandidates).toEqual([]);
    await side.take("offer", offer());
    expect(side.peer.addedCandidates.map((each) => each.candidate)).toEqual(["first", "second"]);
  });

  it("that arrive while the description is being applied are taken after it", async () => {
    const side = new Side(true);
    const taken = Promise.all([
      side.negotiation.receive("offer", JSON.stringify(offer())),
      side.negotiation.receive("candidate", JSON.stringify(candidate())),
    ]);
    await taken;
    expect(side.peer.addedCandidates).toHaveLength(1);
    expect(side.errors).toEqual([]);
  });

  it.each([null, "", { candidate: "" }, { candidate: null }, {}])("that only mark the end are let pass: %j", async (end) => {
    const side = await impoliteWithOffer();
    await side.take("answer", answer());
    await side.take("candidate", end);
    expect(side.errors).toEqual([]);
  });

  it.each(["{", "7", { candidate: 7 }, candidate("unknown")])("that cannot be used are told, and the call goes on: %j", async (bad) => {
    const side = await impoliteWithOffer();
    await side.take("answer", answer());
    await side.take("candidate", bad);
    await side.take("candidate", candidate());
    expect(side.codes).toEqual(["candidate-rejected"]);
    expect(side.peer.addedCandidates).toHaveLength(1);
  });

  it("without end, before any description, are not kept without end", async () => {
    const side = new Side(true);
    for (let count = 0; count < 300; count += 1) void side.negotiation.receive("candidate", JSON.stringify(candidate()));
    await settle(3_000);
    await side.take("offer", offer());
    await settle(3_000);
    expect(side.peer.addedCandidates).toHaveLength(256);
  });
});

describe("offers that cross", () => {
  it("are ignored by the impolite side, with their candidates, until its own is answered", async () => {
    const side = await impoliteWithOffer();
    await side.take("offer", offer("ignored"));
    await side.take("candidate", candidate("ignored"));
    await side.take("answer", answer());
    await side.take("candidate", candidate());
    expect(side.commands).not.toContain("answer");
    expect(side.peer.addedCandidates).toHaveLength(1);
    expect(side.errors).toEqual([]);
  });

  it("are ignored by the impolite side while it is still making its own", async () => {
    const side = new Side(false);
    side.peer.change();
    await Promise.resolve();
    await side.take("offer", offer("ignored"));
    expect(side.commands).toEqual(["offer", "candidate"]);
  });

  it("make the polite side take back its own, answer, and offer again", async () => {
    const side = new Side(true);
    await side.take("offer", offer("first"));
    side.peer.answerSettles = false;
    side.peer.change();
    await settle();
    expect(side.peer.signalingState).toBe("have-local-offer");
    await side.take("offer", offer("second"));
    expect(side.peer.rollbacks).toBe(1);
    expect(side.commands.filter((cmd) => cmd !== "candidate")).toEqual(["answer", "offer", "answer", "offer"]);
    expect(side.errors).toEqual([]);
  });

  it("leave an answer to the offer that was taken back without effect", async () => {
    const side = new Side(true);
    await side.take("offer", offer("first"));
    side.peer.change();
    await settle();
    await side.take("offer", offer("second"));
    await side.take("answer", answer("late"));
    expect(side.peer.settled).toBe(true);
    expect(side.errors).toEqual([]);
  });
});

describe("failures", () => {
  it.each<["offer" | "answer", unknown]>([
    ["offer", "{"],
    ["offer", null],
    ["offer", answer()],
    ["offer", { type: "offer" }],
    ["answer", { type: "answer", sdp: 1 }],
  ])("of an %s that is none are told: %j", async (cmd, payload) => {
    const side = new Side(true);
    await side.take(cmd, payload);
    expect(side.codes).toEqual(["negotiation-failed"]);
  });

  it("of the browser are told with their cause, and the next offer is taken", async () => {
    const side = new Side(true);
    const cause = new Error("no codec in common");
    side.peer.failNext = cause;
    await side.take("offer", offer());
    expect(side.errors[0]).toMatchObject({ code: "negotiation-failed", cause });
    await side.take("offer", offer());
    expect(side.commands).toContain("answer");
  });

  it("while an offer is made are told, and do not block the other side's offer", async () => {
    const side = new Side(false);
    side.peer.failNext = new Error("?");
    side.peer.change();
    await settle();
    expect(side.codes).toContain("negotiation-failed");
  });

  it("after the end are nobody's business", async () => {
    const side = await impoliteWithOffer();
    side.negotiation.close();
    side.peer.close();
    await side.take("answer", answer());
    await side.take("offer", "{");
    side.peer.change();
    await settle();
    expect(side.commands).toEqual(["offer", "candidate"]);
    expect(side.errors).toEqual([]);
  });
});

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe("two of us", () => {
  it("agree in the end, whoever changes what and whenever the words arrive: 1,000 random calls", async () => {
    let glares = 0;
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = generator(seed);
      const [impolite, polite] = [new Side(false), new Side(true)];
      const deliver = (from: Side, to: Side) => {
        const letter = from.outbox.shift();
        if (letter !== undefined) void to.negotiation.receive(letter.cmd, letter.msg);
      };
      impolite.peer.change();
      polite.peer.answerSettles = impolite.peer.answerSettles = random() < 0.5;
      for (let step = 0; step < 40; step += 1) {
        const dice = random();
        if (dice < 0.1) impolite.peer.change();
        else if (dice < 0.2) polite.peer.change();
        else if (dice < 0.6) deliver(impolite, polite);
        else deliver(polite, impolite);
        await settle(Math.floor(random() * 6));
      }
      for (let quiet = 0; quiet < 2; quiet += 1) {
        await settle();
        while (impolite.outbox.length + polite.outbox.length > 0) {
          quiet = 0;
          deliver(impolite, polite);
          deliver(polite, impolite);
          await settle(20);
        }
      }
      glares += polite.peer.rollbacks;
      expect({ seed, errors: [...impolite.errors, ...polite.errors] }).toEqual({ seed, errors: [] });
      expect([seed, impolite.peer.settled, polite.peer.settled]).toEqual([seed, true, true]);
      expect(impolite.peer.remoteDescription).toEqual(polite.peer.localDescription);
      expect(polite.peer.remoteDescription).toEqual(impolite.peer.localDescription);
      expect(impolite.peer.rollbacks).toBe(0);
    }
    expect(glares).toBeGreaterThan(100);
  });
});
