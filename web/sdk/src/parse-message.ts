import { CallError } from "./call-error.js";
import type { IceSettings, ServerMessage } from "./messages.js";

type Fields = Readonly<Record<string, unknown>>;

const defaultKeepaliveSeconds = 5;

/**
 * Narrows what the server sent, once.
 * @returns `undefined` for a command that this version does not know, which is to be ignored.
 * @throws CallError `bad-message` for a known command with missing or mistyped fields, and for anything that is not an object with a `cmd`.
 */
export function parseServerMessage(value: unknown): ServerMessage | undefined {
  const fields = record(value);
  if (fields === undefined || typeof fields.cmd !== "string") throw malformed("a message is an object with a cmd");
  switch (fields.cmd) {
    case "joined":
      return {
        cmd: "joined",
        roomId: text(fields, "roomId"),
        uid: text(fields, "uid"),
        seat: text(fields, "seat", ""),
        keepaliveSeconds: seconds(fields, "keepaliveSeconds"),
        ...iceSettings(fields),
        ...count(fields, "resumeSeconds"),
        ...flag(fields, "resumed"),
        ...count(fields, "lastSeen"),
      };
    case "prepared":
      return { cmd: "prepared", ...iceSettings(fields) };
    case "resp-join":
      return { cmd: "resp-join", remoteUid: text(fields, "remoteUid"), ...flag(fields, "previewed") };
    case "peer-leave":
    case "peer-away":
    case "peer-back":
      return { cmd: fields.cmd, remoteUid: text(fields, "remoteUid") };
    case "new-peer":
      return { cmd: "new-peer", remoteUid: text(fields, "remoteUid"), ...flag(fields, "offered"), ...flag(fields, "previewed") };
    case "offer":
    case "answer":
    case "answer-preview":
    case "candidate":
      return {
        cmd: fields.cmd,
        roomId: text(fields, "roomId"),
        uid: text(fields, "uid"),
        remoteUid: text(fields, "remoteUid"),
        msg: text(fields, "msg"),
      };
    case "offer-preview":
      return { cmd: "offer-preview", roomId: text(fields, "roomId"), uid: text(fields, "uid"), msg: text(fields, "msg") };
    case "error":
      return {
        cmd: "error",
        code: text(fields, "code"),
        message: text(fields, "message", ""),
        ...(fields.roomId === undefined ? {} : { roomId: text(fields, "roomId") }),
        ...count(fields, "retryAfter"),
      };
    case "keepalive":
    case "keeplive":
      return { cmd: "keepalive", ...mark(fields) };
    default:
      return undefined;
  }
}

function iceSettings(fields: Fields): IceSettings {
  const servers = fields.iceServers ?? [];
  if (!Array.isArray(servers)) throw malformed("iceServers is a list");
  const policy = fields.iceTransportPolicy ?? "all";
  if (policy !== "all" && policy !== "relay") throw malformed("iceTransportPolicy is all or relay");
  return { iceServers: servers.map(iceServer), iceTransportPolicy: policy };
}

function iceServer(value: unknown): RTCIceServer {
  const fields = record(value);
  if (fields === undefined) throw malformed("an ICE server is an object");
  const urls = Array.isArray(fields.urls) ? fields.urls : [fields.urls];
  if (!urls.every((url): url is string => typeof url === "string")) throw malformed("urls is a string or a list of strings");
  const server: RTCIceServer = { urls };
  if (fields.username !== undefined && fields.username !== null) server.username = text(fields, "username");
  if (fields.credential !== undefined && fields.credential !== null) server.credential = text(fields, "credential");
  return server;
}

/** A string, or a number as its text, as existing clients write `"roomId": 0`. */
function text(fields: Fields, name: string, absent?: string): string {
  const value = fields[name] ?? absent;
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") throw malformed(`${name} is a string`);
  return value;
}

function flag<Name extends string>(fields: Fields, name: Name): Partial<Readonly<Record<Name, boolean>>> {
  const value = fields[name];
  if (value === undefined || value === null) return {};
  if (typeof value !== "boolean") throw malformed(`${name} is true or false`);
  return { [name]: value } as Record<Name, boolean>;
}

function count<Name extends string>(fields: Fields, name: Name): Partial<Readonly<Record<Name, number>>> {
  const value = fields[name];
  if (value === undefined || value === null) return {};
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw malformed(`${name} is a count`);
  return { [name]: value } as Record<Name, number>;
}

function mark(fields: Fields): { readonly mark?: number } {
  return typeof fields.mark === "number" ? { mark: fields.mark } : {};
}

function seconds(fields: Fields, name: string): number {
  const value = fields[name] ?? defaultKeepaliveSeconds;
  if (typeof value !== "number" || !(value > 0)) throw malformed(`${name} is a positive number`);
  return value;
}

function record(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function malformed(rule: string): CallError {
  return new CallError("bad-message", `The server sent a malformed message: ${rule}.`);
}
