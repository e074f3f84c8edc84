import { CallError } from "./call-error.js";
import type { Letter } from "./letters.js";
import type { OwnState, ParticipantState, Presence } from "./participant-state.js";
import type { QualityLevel } from "./quality.js";

/** By which media sections (their mid, RFC 5888) a shared screen and its sound arrive; each is absent while it has none. */
export interface ScreenMids {
  readonly video?: string;
  readonly audio?: string;
}

/** All that one side says about itself; each message says all of it anew. `screen` is `null` while none is shared. */
export interface StateMessage extends OwnState, Pick<ParticipantState, "quality"> {
  readonly type: "state";
  readonly screen: ScreenMids | null;
}

/** An offer, an answer or a candidate: what goes by way of the server too, and arrives here also where that is away. */
export interface LetterMessage extends Letter {
  readonly type: "letter";
}

/** Which message of which page: `from` is a random name of the writer's page, `number` rises. */
interface ChatName {
  readonly from: string;
  readonly number: number;
}

/** What a person has written. */
export interface ChatText extends ChatName {
  readonly type: "chat";
  readonly text: string;
}

/** That it has come. */
export interface ChatReceipt extends ChatName {
  readonly type: "chat-receipt";
}

/** This side leaves the call. */
export interface LeavingMessage {
  readonly type: "leaving";
}

/** Asks for a `pong`, and is one: that the other side is alive, and the way to it. */
export interface LifeMessage {
  readonly type: "ping" | "pong";
}

/** What the two sides say to each other on the data channel. */
export type ChannelMessage = StateMessage | LetterMessage | ChatText | ChatReceipt | LeavingMessage | LifeMessage;

/** Raised where an older client would misunderstand; what is only added, it ignores. */
const version = 1;

/** In UTF-16 code units, as the server's messages in bytes; most is taken by descriptions. */
const maxMessageLength = 65_536;

/** In Unicode code points, as those of the server. */
const maxNameLength = 64;

/** The most that a written message may be long, in UTF-16 code units. */
export const maxChatLength = 2_000;

/** RFC 5888 leaves the length open; those of browsers have one to three characters. */
const maxMidLength = 32;

const presences: readonly Presence[] = ["on", "off", "none"];
const levels: readonly QualityLevel[] = [1, 2, 3, 4];

/** Messages that say nothing more. */
const bareTypes: readonly string[] = ["leaving", "ping", "pong"];

type Fields = Readonly<Record<string, unknown>>;

export function writeChannelMessage(message: ChannelMessage): string {
  if (message.type !== "state") return JSON.stringify({ v: version, ...message });
  const name = Array.from((message.name ?? "").trim())
    .slice(0, maxNameLength)
    .join("");
  return JSON.stringify({ v: version, ...message, name: name === "" ? undefined : name });
}

/**
 * Narrows what came over the channel, once.
 * @returns `undefined` for another version or another type of message, which are to be ignored.
 * @throws CallError `bad-message` for whatever the other side should not have sent.
 */
export function parseChannelMessage(data: unknown): ChannelMessage | undefined {
  if (typeof data !== "string") throw malformed("a message is text");
  if (data.length > maxMessageLength) throw malformed(`a message has ${maxMessageLength} characters at most`);
  const fields = record(parse(data));
  if (fields === undefined || typeof fields.v !== "number" || typeof fields.type !== "string") {
    throw malformed("a message is an object with v and type");
  }
  if (fields.v !== version) return undefined;
  if (fields.type === "state") return state(fields);
  if (fields.type === "letter") return letter(fields);
  if (fields.type === "chat") return { type: "chat", ...chatName(fields), text: chatText(fields) };
  if (fields.type === "chat-receipt") return { type: "chat-receipt", ...chatName(fields) };
  return bareTypes.includes(fields.type) ? ({ type: fields.type } as LeavingMessage | LifeMessage) : undefined;
}

function state(fields: Fields): StateMessage {
  return {
    type: "state",
    microphone: presence(fields, "microphone"),
    camera: presence(fields, "camera"),
    screen: screen(fields.screen ?? null),
    quality: quality(fields.quality ?? null),
    ...(fields.chat === true ? { chat: true } : {}),
    ...name(fields.name ?? ""),
  };
}

function letter({ cmd, msg }: Fields): LetterMessage {
  if ((cmd !== "offer" && cmd !== "answer" && cmd !== "candidate") || typeof msg !== "string") {
    throw malformed("a letter has cmd and msg");
  }
  return { type: "letter", cmd, msg };
}

function chatName({ from, number }: Fields): ChatName {
  if (typeof from !== "string" || from === "" || from.length > maxNameLength) throw malformed("from of a chat is a name");
  if (!Number.isSafeInteger(number)) throw malformed("number of a chat is a whole number");
  return { from, number: number as number };
}

function chatText({ text }: Fields): string {
  if (typeof text !== "string" || text === "" || text.length > maxChatLength) {
    throw malformed(`text of a chat has 1 to ${maxChatLength} characters`);
  }
  return text;
}

function presence(fields: Fields, field: string): Presence {
  const known = presences.find((value) => value === fields[field]);
  if (known === undefined) throw malformed(`${field} is on, off or none`);
  return known;
}

function quality(value: unknown): QualityLevel | null {
  if (value === null) return null;
  const known = levels.find((level) => level === value);
  if (known === undefined) throw malformed("quality is 1, 2, 3, 4 or null");
  return known;
}

function screen(value: unknown): ScreenMids | null {
  if (value === null) return null;
  const fields = record(value);
  if (fields === undefined) throw malformed("screen is an object or null");
  return { ...mid(fields, "video"), ...mid(fields, "audio") };
}

function mid<Name extends keyof ScreenMids>(fields: Fields, field: Name): Pick<ScreenMids, Name> | undefined {
  const value = fields[field] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "string" || value === "" || value.length > maxMidLength) throw malformed(`${field} of screen is a mid`);
  return { [field]: value } as Pick<ScreenMids, Name>;
}

function name(value: unknown): Pick<ParticipantState, "name"> {
  if (typeof value !== "string" || Array.from(value).length > maxNameLength)
    throw malformed(`name has ${maxNameLength} characters at most`);
  return value.trim() === "" ? {} : { name: value.trim() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed("a message is JSON", error);
  }
}

function record(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function malformed(rule: string, cause?: unknown): CallError {
  return new CallError("bad-message", `The other side sent a malformed message: ${rule}.`, cause);
}
