/** Whether this device both encodes and decodes a codec, given as a MIME type in lower case, smoothly and without draining its battery. */
export type CodecEfficiency = (mimeType: string) => boolean;

/** By the names under which browsers know them. */
const contentTypes = ["video/AV1", "video/VP9", "video/H265", "video/H264", "video/VP8"];

/** What a camera is asked for, and about what its picture takes. */
const picture = { width: 1280, height: 720, framerate: 30, bitrate: 1_500_000 };

let survey: Promise<void> | undefined;
let efficient: ReadonlySet<string> = new Set();

/** As far as `surveyCodecs()` has found out; nothing is efficient before. */
export const isEfficient: CodecEfficiency = (mimeType) => efficient.has(mimeType);

/** Asks the browser about its codecs, once for the life of the page. Never rejected. */
export function surveyCodecs(): Promise<void> {
  survey ??= findEfficient((globalThis.navigator as Navigator | undefined)?.mediaCapabilities).then((found) => {
    efficient = found;
  });
  return survey;
}

/** Those codecs that the browser calls smooth and power-efficient both ways; none where it does not say. */
export async function findEfficient(mediaCapabilities: MediaCapabilities | undefined): Promise<ReadonlySet<string>> {
  if (mediaCapabilities === undefined) return new Set();
  const found = await Promise.all(
    contentTypes.map(async (type) => ((await isBothWays(mediaCapabilities, type)) ? [type.toLowerCase()] : [])),
  );
  return new Set(found.flat());
}

async function isBothWays(capabilities: MediaCapabilities, contentType: string): Promise<boolean> {
  const question = { type: "webrtc", video: { contentType, ...picture } } as const;
  try {
    const answers = await Promise.all([capabilities.encodingInfo(question), capabilities.decodingInfo(question)]);
    return answers.every(({ supported, smooth, powerEfficient }) => supported && smooth && powerEfficient);
  } catch {
    return false; // a browser that does not know the question
  }
}
