/**
 * An offer as if its maker wanted to begin the DTLS handshake (RFC 8842 section 5.2: `active`), where they leave it open who does. The browser
 * then answers `passive`. They have our answer before we have their first check, so their way is open first; and whoever is called by the one
 * who begins has their picture one round trip sooner.
 */
export function leavingDtlsToThem({ type, sdp = "" }: RTCSessionDescriptionInit): RTCSessionDescriptionInit {
  return { type, sdp: sdp.replaceAll("a=setup:actpass\r\n", "a=setup:active\r\n") };
}
