import { beforeEach, describe, expect, it } from "vitest";
import { Chat, type ChatMessage } from "./chat.js";
import type { ChatReceipt, ChatText } from "./channel-message.js";

let said: (ChatText | ChatReceipt)[];
let told: string[];
let hasWay: boolean;
let chat: Chat;

beforeEach(() => {
  [said, told, hasWay] = [[], [], true];
  chat = new Chat((message) => {
    if (hasWay) said.push(message);
  });
  chat.addEventListener("chat", ({ detail }) => told.push(words(detail)));
});

const words = ({ id, own, text, delivery }: ChatMessage) => `${id} ${own ? "own" : "their"} ${text} ${delivery}`;
const texts = () => said.flatMap((message) => (message.type === "chat" ? [message.text] : []));

/** The other side has what was said last. */
function confirm(): void {
  const last = said.at(-1);
  if (last?.type !== "chat") throw new Error("Nothing was said last.");
  chat.take({ ...last, type: "chat-receipt" });
}

describe("what is written", () => {
  it("is on the way until it is confirmed, one after the other", () => {
    expect(words(chat.send("one"))).toBe("1 own one sending");
    chat.send("two");
    expect(texts()).toEqual(["one"]);
    confirm();
    expect(texts()).toEqual(["one", "two"]);
    confirm();
    expect(told).toEqual(["1 own one sending", "2 own two sending", "1 own one delivered", "2 own two delivered"]);
  });

  it("waits for a way, and is said again on the next one", () => {
    hasWay = false;
    chat.send("one");
    chat.send("two");
    expect(said).toEqual([]);
    hasWay = true;
    chat.goOn();
    chat.goOn();
    expect(texts()).toEqual(["one", "one"]);
    confirm();
    expect(texts()).toEqual(["one", "one", "two"]);
  });

  it("is lost when they are gone, and nothing of it is for the next one", () => {
    chat.send("one");
    chat.part();
    chat.goOn();
    expect([told.at(-1), texts()]).toEqual(["1 own one lost", ["one"]]);
    chat.send("two");
    expect(texts()).toEqual(["one", "two"]);
  });

  it("is confirmed by nothing but its own receipt", () => {
    chat.send("one");
    const [one] = said as ChatText[];
    chat.take({ type: "chat-receipt", from: "somebody", number: one?.number ?? 0 });
    chat.take({ type: "chat-receipt", from: one?.from ?? "", number: 7 });
    expect(told).toEqual(["1 own one sending"]);
    confirm();
    chat.take({ type: "chat-receipt", from: one?.from ?? "", number: 1 });
    expect(told.slice(1)).toEqual(["1 own one delivered"]);
  });

  it.each(["", " \n", "x".repeat(2_001)])("is something, and not too much (%#)", (text) => {
    expect(() => chat.send(text)).toThrow(expect.objectContaining({ code: "chat-refused" }));
    expect([told, said]).toEqual([[], []]);
  });

  it("goes nowhere where whoever is told of it leaves", () => {
    chat.addEventListener(
      "chat",
      () => {
        chat.part();
      },
      { once: true },
    );
    chat.send("one");
    chat.goOn();
    expect([said, told]).toEqual([[], ["1 own one sending", "1 own one lost"]]);
  });

  it("keeps its order where whoever is told of it writes more", () => {
    chat.addEventListener("chat", () => chat.send("two"), { once: true });
    chat.send("one");
    confirm();
    expect(texts()).toEqual(["one", "two"]);
  });

  it("does not pile up without end", () => {
    for (let number = 1; number <= 100; number += 1) chat.send(`${number}`);
    expect(() => chat.send("one more")).toThrow(expect.objectContaining({ code: "chat-refused" }));
    confirm();
    expect(words(chat.send("one more"))).toBe("101 own one more sending");
  });
});

describe("what comes", () => {
  const text = (number: number, from = "page"): ChatText => ({ type: "chat", from, number, text: `${from} ${number}` });

  it("is told once and confirmed each time", () => {
    chat.take(text(1));
    chat.take(text(1));
    chat.take(text(2));
    expect(told).toEqual(["1 their page 1 delivered", "2 their page 2 delivered"]);
    expect(said).toEqual([1, 1, 2].map((number) => ({ type: "chat-receipt", from: "page", number })));
  });

  it("may come of their page loaded anew, and of the next person", () => {
    chat.take(text(3));
    chat.take(text(1, "anew"));
    chat.part();
    chat.take(text(1, "anew"));
    expect(told).toHaveLength(3);
  });

  it("has an id of its own beside what is written", () => {
    chat.send("one");
    chat.take(text(1));
    chat.send("two");
    expect(told.map((line) => line.split(" ")[0])).toEqual(["1", "2", "3"]);
  });
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])("loses and doubles nothing where the way ends before message %i of both gets through", (cut) => {
  const line: (() => void)[] = [];
  const put = (take: () => void) => line.push(take);
  const anna: Chat = new Chat((message) =>
    put(() => {
      ben.take(message);
    }),
  );
  const ben: Chat = new Chat((message) =>
    put(() => {
      anna.take(message);
    }),
  );
  const heard: string[] = [];
  ben.addEventListener("chat", ({ detail }) => heard.push(words(detail)));
  anna.addEventListener("chat", ({ detail }) => told.push(words(detail)));
  for (const text of ["a", "b", "c", "d"]) anna.send(text);
  for (let count = 1; line.length > 0; count += 1) {
    if (count === cut) {
      line.length = 0; // what is on the way ends with it
      anna.goOn();
      ben.goOn();
    }
    line.shift()?.();
  }
  expect(heard).toEqual(["1 their a delivered", "2 their b delivered", "3 their c delivered", "4 their d delivered"]);
  expect(told.slice(4)).toEqual(["1 own a delivered", "2 own b delivered", "3 own c delivered", "4 own d delivered"]);
});
