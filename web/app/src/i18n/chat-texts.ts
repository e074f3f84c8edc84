import type { Language } from "./languages.js";

const en = {
  chat: "Chat",
  empty: "What you write goes straight to the other person, and is gone when the call ends.",
  write: "Write a message",
  send: "Send",
  sending: "Sending…",
  lost: "Not delivered",
  nobody: "Nobody is there to read it",
  /** What is said to one who does not look. */
  news: (text: string): string => `They wrote: ${text}`,
  unread: "Unread messages:",
};

const zh: typeof en = {
  chat: "聊天",
  empty: "消息直接发给对方，通话结束后即消失。",
  write: "输入消息",
  send: "发送",
  sending: "正在发送…",
  lost: "未送达",
  nobody: "对方不在，无法发送",
  news: (text) => `对方说：${text}`,
  unread: "未读消息：",
};

export type ChatTexts = typeof en;

/** What the chat says. It comes with the view of a call. */
export const chatTexts: Readonly<Record<Language, ChatTexts>> = { en, "zh-CN": zh };
