export { CallError, type CallErrorCode, type MediaErrorCode, type ServerErrorCode } from "./call-error.js";
export type { ConnectionPath, RelayProtocol } from "./connection-path.js";
export type { CallState, DuetCallEvents } from "./call-events.js";
export { DuetCall, type DuetCallOptions, type JoinOptions, type PrepareOptions } from "./duet-call.js";
export { openLocalMedia, stopMedia, type LocalMedia } from "./local-media.js";
export { generateRoomName, isValidName, maxNameLength, normalizeRoomName } from "./room-name.js";
export type { SetupPhases } from "./setup-phases.js";
export { TypedEventTarget } from "./typed-event-target.js";
