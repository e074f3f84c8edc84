/**
 * What is asked of whoever sends Opus to this side (RFC 7587 section 6.1): what a lost packet held once more in the one after it, and next to nothing
 * while nobody speaks. Both only say what a receiver can do and would like, so a peer that knows neither is free to ignore them.
 */
const parameters: Readonly<Record<string, string>> = { useinbandfec: "1", usedtx: "1" };

/** The description with these parameters for each Opus in it; everything else stays as the browser wrote it. */
export function withOpusParameters(sdp: string): string {
  const sections = sdp.split(/^(?=m=)/m);
  return sections.map((section) => (section.startsWith("m=audio ") ? editSection(section) : section)).join("");
}

function editSection(section: string): string {
  let edited = section;
  for (const [line, payloadType] of section.matchAll(/^a=rtpmap:(\d+) opus\/48000.*$/gim)) {
    if (payloadType !== undefined) edited = editFormat(edited, line, payloadType);
  }
  return edited;
}

function editFormat(section: string, rtpmap: string, payloadType: string): string {
  const format = new RegExp(`^(a=fmtp:${payloadType} )([^\\r\\n]*)`, "m");
  if (format.test(section)) return section.replace(format, (_, start: string, values: string) => start + merge(values));
  return section.replace(rtpmap, `${rtpmap}\r\na=fmtp:${payloadType} ${merge("")}`);
}

/** In the order in which they stood; what is missing comes last. */
function merge(values: string): string {
  const given = values
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && !((pair.split("=")[0] ?? "") in parameters));
  return [...given, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)].join(";");
}
