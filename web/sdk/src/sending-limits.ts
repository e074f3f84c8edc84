/**
 * What is sent; a shared screen is `text` or `motion` by what the person said that it shows. `first-pictures` is the camera until it is known
 * how much the way can take.
 */
export type SentContent = "microphone" | "camera" | "first-pictures" | "text" | "motion" | "screen-sound";

interface SendingLimits {
  /** In bits per second, each copy that RED adds not counted. */
  readonly maxBitrate: number;
  /** What gives way first where the network or the processor cannot keep up. */
  readonly degradationPreference?: RTCDegradationPreference;
}

/**
 * As much as makes a difference, so that what is left is free for the sound. Speech: RFC 7587 section 3.1.1 has 28 to 40 kbit/s as the sweet spot
 * of Opus for fullband speech, and 48 to 64 for music, each for one channel. Pictures: about what browsers take for 1280x720, and more for a screen,
 * whose edges are sharp. Faces may blur, but have to move with their voice; letters may stand still, but have to be read.
 */
const limits: Readonly<Record<SentContent, SendingLimits>> = {
  microphone: { maxBitrate: 40_000 },
  camera: { maxBitrate: 2_000_000, degradationPreference: "maintain-framerate" },
  "first-pictures": { maxBitrate: 2_000_000, degradationPreference: "maintain-framerate" },
  text: { maxBitrate: 2_500_000, degradationPreference: "maintain-resolution" },
  motion: { maxBitrate: 2_500_000, degradationPreference: "balanced" },
  "screen-sound": { maxBitrate: 64_000 },
};

/**
 * The shorter side of the first pictures. Browsers begin with about 300 kbit/s for everything. libwebrtc wants 300 kbit/s for pictures of 640x360 and 200 for
 * 480x270: where the sound has taken its share, it throws the first ones away, and makes its encoder anew for each size that it tries next. And a small picture has
 * soon arrived.
 */
const firstLines = 180;

/** Of a camera that is not open yet. */
const askedLines = 720;

/** How much smaller the first pictures of a camera are than it takes them; while it is not known, than those that are asked for. */
export function firstScale(track: MediaStreamTrack | undefined): number {
  const { width = Infinity, height = askedLines } = track?.getSettings() ?? {};
  return Math.max(1, Math.min(width, height) / firstLines);
}

/** Never rejected: a browser that cannot be limited sends as it sees fit. */
export async function limitSending(sender: RTCRtpSender, content: SentContent, track = sender.track ?? undefined): Promise<void> {
  const { maxBitrate, degradationPreference } = limits[content];
  try {
    const parameters = sender.getParameters();
    if (degradationPreference !== undefined) parameters.degradationPreference = degradationPreference;
    for (const encoding of parameters.encodings) {
      encoding.maxBitrate = maxBitrate;
      if (content === "microphone") encoding.priority = "high";
      if (content === "first-pictures") encoding.scaleResolutionDownBy = firstScale(track);
      if (content === "camera") encoding.scaleResolutionDownBy = 1;
    }
    await sender.setParameters(parameters);
  } catch {
    // No encodings before the first negotiation, a connection that was closed, or a browser without parameters.
  }
}
