import type { CodecEfficiency } from "./codec-efficiency.js";

export type MediaKind = "audio" | "video";

/**
 * Where both sides have silicon for them, the ones that need the fewest bits come first; what has to be computed comes after that, the cheapest
 * to compute first, so that a weak phone stays cool and keeps its frame rate. RFC 7742 section 5 wants both VP8 and H.264 in every browser, but
 * some lack the one or the other: none of them is required.
 */
const bySize: readonly string[] = ["video/av1", "video/vp9", "video/h265", "video/h264", "video/vp8"];
const byCost: readonly string[] = ["video/vp8", "video/h264", "video/vp9", "video/av1", "video/h265"];

/**
 * RED carries each Opus packet once more in the next (RFC 2198), and is used only where it comes first; a side that lacks it takes Opus. Without
 * either, the telephone's codecs are left (RFC 7874 section 3).
 */
const audioOrder: readonly string[] = ["audio/red", "audio/opus"];

/** Codecs in the order in which this side wants to receive them. Those that repair others, and those that are not known here, keep their places at the end. */
export function orderCodecs<Codec extends { readonly mimeType: string }>(
  kind: MediaKind,
  codecs: readonly Codec[],
  isEfficient: CodecEfficiency,
  offered: readonly string[] = [],
): Codec[] {
  const own = kind === "audio" ? audioOrder : videoOrder(isEfficient);
  const order = offered.length === 0 ? own : agreeOn(own, offered);
  const rank = ({ mimeType }: Codec) => {
    const place = order.indexOf(mimeType.toLowerCase());
    return place < 0 ? order.length : place;
  };
  return codecs.toSorted((one, other) => rank(one) - rank(other)); // a stable sort
}

/** The MIME types that a section of a description lists, in its order, each once. */
export function describedCodecs(kind: MediaKind, section: string): readonly string[] {
  const payloadTypes = /^m=\S+ \S+ \S+ (.*)$/m.exec(section)?.[1]?.trim().split(" ") ?? [];
  const names = new Map([...section.matchAll(/^a=rtpmap:(\d+) ([^/\s]+)/gm)].map(([, payloadType, codec]) => [payloadType, codec]));
  const types = payloadTypes.flatMap((payloadType) => names.get(payloadType) ?? []).map((codec) => `${kind}/${codec.toLowerCase()}`);
  return [...new Set(types)];
}

function videoOrder(isEfficient: CodecEfficiency): readonly string[] {
  return [...bySize.filter(isEfficient), ...byCost.filter((type) => !isEfficient(type))];
}

/** A codec is as good as it is for the side that does worse with it; what is equally good goes by this side's order. */
function agreeOn(own: readonly string[], offered: readonly string[]): readonly string[] {
  const common = offered.filter((type) => own.includes(type));
  const worse = (type: string) => Math.max(own.filter((known) => common.includes(known)).indexOf(type), common.indexOf(type));
  return own.filter((type) => common.includes(type)).toSorted((one, other) => worse(one) - worse(other));
}

/** Brings the codecs of a connection's transceivers into order, each once: before they are first offered, or with the other side's order in view. */
export class CodecPreferences {
  readonly #peer: RTCPeerConnection;
  readonly #isEfficient: CodecEfficiency;
  readonly #ordered = new WeakSet<RTCRtpTransceiver>();

  /** To be made before anything else listens to the connection: what they do on the same event may be to make the description. */
  constructor(peer: RTCPeerConnection, isEfficient: CodecEfficiency) {
    this.#peer = peer;
    this.#isEfficient = isEfficient;
    peer.addEventListener("negotiationneeded", () => {
      this.beforeOffer();
    });
    peer.addEventListener("signalingstatechange", () => {
      if (peer.signalingState === "have-remote-offer") this.#beforeAnswer(peer.remoteDescription?.sdp ?? "");
    });
  }

  beforeOffer(): void {
    for (const transceiver of this.#peer.getTransceivers()) this.#order(transceiver);
  }

  #beforeAnswer(sdp: string): void {
    const sections = sdp.split(/^(?=m=)/m);
    for (const transceiver of this.#peer.getTransceivers()) {
      const { mid } = transceiver;
      const section = sections.find((candidate) => /^a=mid:(\S+)/m.exec(candidate)?.[1] === mid);
      if (section !== undefined) this.#order(transceiver, section);
    }
  }

  #order(transceiver: RTCRtpTransceiver, section?: string): void {
    if (this.#ordered.has(transceiver)) return;
    this.#ordered.add(transceiver);
    const kind = transceiver.receiver.track.kind === "audio" ? "audio" : "video";
    try {
      const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
      transceiver.setCodecPreferences(
        orderCodecs(kind, codecs, this.#isEfficient, section === undefined ? [] : describedCodecs(kind, section)),
      );
    } catch {
      // A browser without preferences, or with other ideas of them: its own order will do.
    }
  }
}
