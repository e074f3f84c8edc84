import type { CallStatistics } from "@duet/sdk";

/** A call with sound both ways, and a picture that goes out only. */
export function fakeStatistics(): CallStatistics {
  const audio = { codec: "opus+red", bitsPerSecond: 42_000, loss: 0, jitterMilliseconds: 6 };
  const video = { ...audio, codec: "VP9", bitsPerSecond: 1_400_000, width: 1280, height: 720, framesPerSecond: 30, limitedBy: null };
  return {
    timestamp: 1_700_000_000_000,
    path: { kind: "direct" },
    transport: "udp",
    roundTripMilliseconds: 34,
    availableBitsPerSecond: 2_400_000,
    sent: { bitsPerSecond: 1_442_000, audio, video, screen: null, screenSound: null },
    received: { bitsPerSecond: 42_000, audio, video: null, screen: null, screenSound: null },
  };
}
