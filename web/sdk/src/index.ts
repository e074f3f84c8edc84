export { CallError, type CallErrorCode, type MediaErrorCode, type ServerErrorCode } from "./call-error.js";
export type { ConnectionPath, RelayProtocol } from "./connection-path.js";
export type { AudioStatistics, CallStatistics, DirectionStatistics, VideoStatistics } from "./call-statistics.js";
export type { CallState, DuetCallEvents } from "./call-events.js";
export { maxChatLength } from "./channel-message.js";
export type { ChatMessage } from "./chat.js";
export {
  testConnection,
  testedPaths,
  type ConnectionTestOptions,
  type PathResult,
  type PathVerdict,
  type TestedPath,
} from "./connection-test.js";
export type { DeviceChoice, DeviceChoices } from "./device-choices.js";
export { DuetCall, type DuetCallOptions, type JoinOptions, type LeaveOptions, type PrepareOptions } from "./duet-call.js";
export type { DeviceView } from "./local-device.js";
export { LocalDevices, type LocalDevicesEvents } from "./local-devices.js";
export { openLocalMedia, stopMedia, type LocalMedia } from "./local-media.js";
export { MicrophoneMeter, type MicrophoneMeterEvents } from "./microphone-meter.js";
export { generateRoomName, isValidName, maxNameLength, normalizeRoomName } from "./room-name.js";
export type { ScreenContent } from "./own-screen.js";
export type { OwnState, ParticipantState, Presence } from "./participant-state.js";
export type { Quality, QualityLevel, QualityReason } from "./quality.js";
export { canShareScreen, openScreen } from "./screen.js";
export type { SetupPhases } from "./setup-phases.js";
export { testSpeaker } from "./speaker-test.js";
export { TypedEventTarget } from "./typed-event-target.js";
