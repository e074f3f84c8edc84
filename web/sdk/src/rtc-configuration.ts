import type { IceSettings } from "./messages.js";

/** How every connection of ours is configured. */
export function configurationOf({ iceServers, iceTransportPolicy }: IceSettings): RTCConfiguration {
  return { iceServers, iceTransportPolicy, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" };
}

/**
 * How one is that gathers before there is a description. One pooled gatherer is all that one bundled transport can use. Not for a connection whose
 * description follows at once: Chromium takes the pool in the middle of its work then, and candidates whose mDNS name is not known yet belong to no component ("0"),
 * to which nobody can connect.
 */
export function pooledConfigurationOf(ice: IceSettings): RTCConfiguration {
  return { ...configurationOf(ice), iceCandidatePoolSize: 1 };
}

/** For a connection that has descriptions: its pool is as large as it was, because it cannot be changed any more. */
export function renewedConfigurationOf(peer: RTCPeerConnection, ice: IceSettings): RTCConfiguration {
  const { iceCandidatePoolSize } = peer.getConfiguration();
  return { ...configurationOf(ice), ...(iceCandidatePoolSize === undefined ? {} : { iceCandidatePoolSize }) };
}
