export type CallPhase = "joining" | "waiting" | "connecting" | "connected";
