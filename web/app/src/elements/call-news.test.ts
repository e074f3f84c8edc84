import { expect, it } from "vitest";
import { chatTexts } from "../i18n/chat-texts.js";
import { en } from "../i18n/en.js";
import { callNews, type CallFacts } from "./call-news.js";

const calm: CallFacts = {
  microphone: "on",
  camera: "on",
  sharing: false,
  quality: { level: 4, reason: null },
  replacement: "",
  theirMicrophone: "on",
  theirCamera: "on",
  theirScreen: false,
  theirConnectionWeak: false,
  theirWords: undefined,
};

it.each<[Partial<CallFacts>, string]>([
  [{ microphone: "off" }, en.youAreMuted],
  [{ camera: "off" }, en.yourCameraIsOff],
  [{ microphone: "none" }, en.microphoneSilent],
  [{ camera: "none" }, en.previewOff],
  [{ replacement: en.cameraReplaced("Desk camera") }, en.cameraReplaced("Desk camera")],
  [{ sharing: true }, en.youAreSharing],
  [{ theirMicrophone: "off" }, en.theyMuted],
  [{ theirCamera: "off" }, en.theirCameraIsOff],
  [{ theirScreen: true }, en.theyShare],
  [{ theirConnectionWeak: true }, en.theirConnectionWeak],
  [{ theirWords: { id: 1, text: "hello" } }, chatTexts.en.news("hello")],
  [{ quality: { level: 2, reason: "loss" } }, en.yourConnectionWeak],
])("%j is news", (now, words) => {
  expect(callNews(en, calm, { ...calm, ...now })).toBe(words);
});

it.each<[Partial<CallFacts>, string]>([
  [{ microphone: "off" }, en.youAreUnmuted],
  [{ camera: "none" }, en.yourCameraIsOn],
  [{ theirMicrophone: "off" }, en.theyUnmuted],
  [{ theirCamera: "none" }, en.theirCameraIsOn],
  [{ theirScreen: true }, en.theyStoppedSharing],
])("that %j is over is news, too", (before, words) => {
  expect(callNews(en, { ...calm, ...before }, calm)).toBe(words);
});

it.each<[string, Partial<CallFacts>, Partial<CallFacts>]>([
  ["nothing", {}, {}],
  ["what the other tells for the first time", { theirMicrophone: undefined, theirCamera: undefined }, { theirMicrophone: "off" }],
  ["the other's leaving", {}, { theirMicrophone: undefined, theirCamera: undefined }],
  ["a connection that stays weak", { quality: { level: 2, reason: "loss" } }, { quality: { level: 1, reason: "loss" } }],
  ["a connection that is good again", { quality: { level: 1, reason: "loss" } }, {}],
  ["what has been read", { theirWords: { id: 1, text: "hello" } }, {}],
  ["what was news before", { theirWords: { id: 1, text: "hello" } }, { theirWords: { id: 1, text: "hello" } }],
  ["one's own sharing that is over", { sharing: true }, {}],
])("%s is no news", (_, before, now) => {
  expect(callNews(en, { ...calm, ...before }, { ...calm, ...now })).toBe("");
});
