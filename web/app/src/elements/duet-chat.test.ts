import type { ChatMessage } from "@duet/sdk";
import { expect, it } from "vitest";
import { chatTexts } from "../i18n/chat-texts.js";
import { button, collect, deep, mount } from "../testing/mount.js";
import type { DuetChat } from "./duet-chat.js";
import "./duet-chat.js";

const { en } = chatTexts;

const own = (id: number, text: string, delivery: ChatMessage["delivery"] = "delivered"): ChatMessage => ({ id, own: true, text, delivery });
const their = (id: number, text: string): ChatMessage => ({ id, own: false, text, delivery: "delivered" });

const input = (chat: DuetChat) => deep(chat, "textarea", HTMLTextAreaElement);
const lines = (chat: DuetChat) =>
  [...(chat.shadowRoot?.querySelectorAll("li") ?? [])].map((line) => line.textContent.replace(/\s+/g, " ").trim());

async function type(chat: DuetChat, text: string, key: KeyboardEventInit = {}): Promise<void> {
  input(chat).value = text;
  input(chat).dispatchEvent(new Event("input"));
  input(chat).dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...key }));
  await chat.updateComplete;
}

it("shows who wrote what, and what has not got there", async () => {
  const chat = await mount("duet-chat", { messages: [their(1, "hello"), own(2, "hi"), own(3, "wait", "sending"), own(4, "no", "lost")] });
  expect(lines(chat)).toEqual(["The other person hello", "You hi", `You wait ${en.sending}`, `You no ${en.lost}`]);
});

it("says what it is for while it is empty", async () => {
  expect(deep(await mount("duet-chat"), ".log").textContent).toContain(en.empty);
});

it("makes links of addresses, and text of everything else", async () => {
  const chat = await mount("duet-chat", { messages: [their(1, "<b>see</b> https://example.org/a.")] });
  const link = deep(chat, "li a", HTMLAnchorElement);
  expect([link.getAttribute("href"), link.target, link.rel]).toEqual(["https://example.org/a", "_blank", "noopener noreferrer"]);
  expect(deep(chat, "li p").textContent).toBe("<b>see</b> https://example.org/a.");
});

it("sends with Enter and with its button, without the space around it", async () => {
  const chat = await mount("duet-chat", { open: true });
  const written = collect(chat, "duet-write");
  await type(chat, "  one\n");
  expect(input(chat).value).toBe("");
  await type(chat, "two", { key: "a" });
  button(chat, en.send).click();
  expect(written).toEqual(["one", "two"]);
});

it("keeps in the input what cannot be taken now", async () => {
  const chat = await mount("duet-chat", { open: true });
  chat.addEventListener("duet-write", (event) => {
    event.preventDefault();
  });
  await type(chat, "one");
  expect(input(chat).value).toBe("one");
});

it.each([
  ["nothing", " \n", {}],
  ["with Shift, which makes a new line", "one", { shiftKey: true }],
  ["while signs are composed", "ni hao", { isComposing: true }],
])("does not send %s", async (_, text, key) => {
  const chat = await mount("duet-chat", { open: true });
  const written = collect(chat, "duet-write");
  await type(chat, text, key);
  expect(written).toEqual([]);
});

it("does not take the key that ended a composition for one that sends", async () => {
  const chat = await mount("duet-chat", { open: true });
  const written = collect(chat, "duet-write");
  input(chat).dispatchEvent(new CompositionEvent("compositionend"));
  await type(chat, "你好");
  expect(written).toEqual([]);
  input(chat).dispatchEvent(new KeyboardEvent("keyup", { key: "Enter" }));
  await type(chat, "你好");
  expect(written).toEqual(["你好"]);
});

it("can be read and not written while nobody is there", async () => {
  const chat = await mount("duet-chat", { messages: [their(1, "hello")] });
  const written = collect(chat, "duet-write");
  await type(chat, "hello?");
  expect([input(chat).disabled, input(chat).placeholder, button(chat, en.send).disabled, written]).toEqual([true, en.nobody, true, []]);
});

it("follows what is new, unless one reads above", async () => {
  const chat = await mount("duet-chat", { messages: [their(1, "hello")], open: true });
  const log = deep(chat, ".log");
  Object.defineProperties(log, { scrollHeight: { value: 900 }, clientHeight: { value: 300 } });
  const add = async (message: ChatMessage) => {
    chat.messages = [...chat.messages, message];
    await chat.updateComplete;
    return log.scrollTop;
  };
  expect(await add(their(2, "more"))).toBe(900);
  log.scrollTop = 100;
  log.dispatchEvent(new Event("scroll"));
  expect(await add(their(3, "more"))).toBe(100);
  expect(await add(own(4, "mine"))).toBe(900);
});

it("is closed by Escape and by its button", async () => {
  const chat = await mount("duet-chat", { open: true });
  const closes = collect(chat, "duet-close");
  input(chat).dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  button(chat, "Close").click();
  expect(closes).toHaveLength(2);
});
