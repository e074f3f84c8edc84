import type { IceSettings } from "./messages.js";

/** How every connection of ours is configured. One pooled candidate gatherer is all that one bundled transport can use. */
export function configurationOf({ iceServers, iceTransportPolicy }: IceSettings): RTCConfiguration {
  return { iceServers, iceTransportPolicy, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require", iceCandidatePoolSize: 1 };
}
