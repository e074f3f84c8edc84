/**
 * An offer as if its maker wanted to begin the DTLS handshake (RFC 8842 section 5.2: `active`), where they leave it open who does. The browser
 * then answers `passive`. They have our answer before we have their first check, so their way is open first; and whoever is called by the one
 * who begins has their picture one round trip sooner.
 */
export function leavingDtlsToThem({ type, sdp = "" }: RTCSessionDescriptionInit): RTCSessionDescriptionInit {
  return { type, sdp: sdp.replaceAll("a=setup:actpass\r\n", "a=setup:active\r\n") };
}

/**
 * Whether this side leaves the DTLS handshake to the other one, by the descriptions that were agreed on last. That must not change while the
 * connection lasts (RFC 8842 section 5.5), and Firefox, asked for an answer to an ICE restart, forgets about it.
 */
export function leavesDtlsToThem(local: RTCSessionDescription | null, remote: RTCSessionDescription | null): boolean {
  if (local?.type === "answer") return /^a=setup:passive/m.test(local.sdp);
  return remote?.type === "answer" && /^a=setup:active/m.test(remote.sdp);
}

/** The ICE user name fragment, by which one connection's descriptions are known until it restarts ICE. */
export function iceUfragOf(sdp: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
}

/** Whether two descriptions are of one transport of one browser: its ICE credentials, and the certificate that DTLS will ask for. */
export function isSameTransport(one: string, other: string): boolean {
  return transportOf(one) !== "" && transportOf(one) === transportOf(other);
}

function transportOf(sdp: string): string {
  return [...new Set(sdp.match(/^a=(ice-ufrag|ice-pwd|fingerprint):.*$/gm) ?? [])].sort().join();
}

/** The candidates that are written in a description. */
export function candidatesOf(sdp: string): RTCIceCandidateInit[] {
  const [, ...sections] = sdp.split(/^(?=m=)/m);
  return sections.flatMap((section, sdpMLineIndex) =>
    [...section.matchAll(/^a=(candidate:[^\r\n]*)/gm)].map(([, candidate = ""]) => ({ candidate, sdpMLineIndex })),
  );
}

/**
 * A description without lines about payload types that their section does not list. Firefox writes such when it offers again after the order of its
 * codecs was changed, and Chromium refuses all of it then.
 */
export function withoutStrayFormats(sdp: string): string {
  const edit = (section: string) => {
    const listed = section.split(/\r?\n/, 1).join().split(" ");
    return section.replace(/^a=(rtpmap|fmtp|rtcp-fb):(\d+) .*\r?\n/gm, (line, _, type: string) => (listed.includes(type) ? line : ""));
  };
  return sdp
    .split(/^(?=m=)/m)
    .map(edit)
    .join("");
}

/** A description without any address of its maker's: no candidates, and none of the lines that repeat one. */
export function withoutAddresses(sdp: string): string {
  return sdp
    .replace(/^a=(candidate|end-of-candidates|rtcp:).*\r?\n/gm, "")
    .replace(/^c=IN IP[46] \S+/gm, "c=IN IP4 0.0.0.0")
    .replace(/^m=(\S+) [1-9]\d*/gm, "m=$1 9");
}

/** Relay candidates that do not say from which address the relay is used. */
export function relayCandidatesOf(sdp: string): RTCIceCandidateInit[] {
  return candidatesOf(sdp)
    .filter(({ candidate = "" }) => / typ relay(?= |$)/.test(candidate))
    .map(({ candidate = "", sdpMLineIndex }) => ({
      candidate: candidate.replace(/ raddr \S+ rport \d+/, " raddr 0.0.0.0 rport 0"),
      sdpMLineIndex: sdpMLineIndex ?? 0,
    }));
}

/**
 * Whether a restart of ICE interrupts what flows, as it does where one of the two is a Firefox: that lets go of the path that works as soon as it knows another, while a
 * Chromium holds on to it for up to three seconds more, and sometimes it ends DTLS too.
 * @param theirs as they wrote it: a browser does not keep who did
 */
export function restartInterrupts(ours: RTCSessionDescriptionInit | null, theirs: RTCSessionDescriptionInit): boolean {
  return [ours, theirs].some((description) => description?.sdp?.includes("o=mozilla"));
}
