export { CallError, type CallErrorCode, type MediaErrorCode, type ServerErrorCode } from "./call-error.js";
export type { ConnectionPath, RelayProtocol } from "./connection-path.js";
export { DuetCall, type CallState, type DuetCallEvents, type DuetCallOptions, type JoinOptions } from "./duet-call.js";
export { openLocalMedia, stopMedia, type LocalMedia } from "./local-media.js";
export { generateRoomName, isValidName, maxNameLength, normalizeRoomName } from "./room-name.js";
export { TypedEventTarget } from "./typed-event-target.js";
