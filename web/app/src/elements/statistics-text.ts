import type { CallStatistics, ConnectionPath, SetupPhases } from "@duet/sdk";
import type { Messages } from "../i18n/en.js";

/** A name and what is known of it. */
export type Line = readonly [name: string, value: string];

/** A line of a table: the name, what is sent, what is received. */
export type Row = readonly [name: string, sent: string, received: string];

export interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

type Direction = CallStatistics["sent"];
type Stream = NonNullable<Direction["audio"] | Direction["video"]>;

const unknown = "–";

export function connectionLines(
  texts: Messages,
  { path, transport, roundTripMilliseconds, availableBitsPerSecond }: CallStatistics,
): readonly Line[] {
  return [
    [texts.statisticsConnection, pathName(texts, path)],
    [texts.statisticsTransport, transport?.toUpperCase() ?? unknown],
    [texts.statisticsRoundTrip, milliseconds(roundTripMilliseconds)],
    [texts.statisticsAvailable, bitrate(availableBitsPerSecond)],
  ];
}

/** Sound, camera and screen, as far as there are any. */
export function streamGroups(texts: Messages, { sent, received }: CallStatistics): readonly Group[] {
  const groups: readonly (readonly [string, Stream | null, Stream | null])[] = [
    [texts.statisticsAudio, sent.audio, received.audio],
    [texts.statisticsVideo, sent.video, received.video],
    [texts.statisticsScreen, sent.screen, received.screen],
  ];
  return groups
    .filter(([, out, into]) => out !== null || into !== null)
    .map(([name, out, into]) => ({ name, rows: streamRows(texts, out, into) }));
}

export function phaseLines(texts: Messages, phases: SetupPhases): readonly Line[] {
  return [
    [texts.phaseJoined, milliseconds(phases.joined)],
    [texts.phasePeer, milliseconds(phases.peer)],
    [texts.phaseDescribed, milliseconds(phases.described)],
    [texts.phaseConnected, milliseconds(phases.connected)],
    [texts.phaseFirstFrame, milliseconds(phases.firstFrame)],
  ];
}

export function bitrate(bitsPerSecond: number | null): string {
  if (bitsPerSecond === null) return unknown;
  return bitsPerSecond < 999_500 ? `${(bitsPerSecond / 1_000).toFixed(0)} kbit/s` : `${(bitsPerSecond / 1_000_000).toFixed(1)} Mbit/s`;
}

export function milliseconds(value: number | null | undefined): string {
  return value === null || value === undefined ? unknown : `${Math.round(value)} ms`;
}

export function percent(part: number | null): string {
  return part === null ? unknown : `${(part * 100).toFixed(1)} %`;
}

function streamRows(texts: Messages, sent: Stream | null, received: Stream | null): readonly Row[] {
  const row = (name: string, value: (stream: Stream) => string): Row => [
    name,
    sent === null ? unknown : value(sent),
    received === null ? unknown : value(received),
  ];
  const rows = [
    row(texts.statisticsCodec, ({ codec }) => codec ?? unknown),
    row(texts.statisticsBitrate, ({ bitsPerSecond }) => bitrate(bitsPerSecond)),
    row(texts.statisticsLoss, ({ loss }) => percent(loss)),
    row(texts.statisticsJitter, ({ jitterMilliseconds }) => milliseconds(jitterMilliseconds)),
  ];
  const isPicture = [sent, received].some((stream) => stream !== null && "width" in stream);
  if (!isPicture) return rows;
  return [
    ...rows.slice(0, 1),
    row(texts.statisticsSize, (stream) =>
      "width" in stream && stream.width !== null ? `${stream.width} × ${stream.height ?? unknown}` : unknown,
    ),
    row(texts.statisticsFrameRate, (stream) =>
      "width" in stream && stream.framesPerSecond !== null ? stream.framesPerSecond.toFixed(0) : unknown,
    ),
    ...rows.slice(1),
  ];
}

function pathName(texts: Messages, path: ConnectionPath | null): string {
  if (path === null) return unknown;
  if (path.kind === "direct") return texts.pathDirect;
  return path.protocol === null ? texts.pathRelayed : texts.pathRelayedOver(path.protocol.toUpperCase());
}
