/** A track as the page sees it: something that can be stopped. */
export function fakeTrack(kind: "audio" | "video"): MediaStreamTrack {
  const track = {
    kind,
    label: `A ${kind} device`,
    readyState: "live",
    getSettings: () => ({}),
    stop() {
      this.readyState = "ended";
    },
  };
  return track as unknown as MediaStreamTrack;
}

/** A stream as the page sees it: something with tracks that can be stopped. */
export function fakeStream(...kinds: ("audio" | "video")[]): MediaStream {
  const tracks = kinds.map(fakeTrack);
  const getVideoTracks = () => tracks.filter(({ kind }) => kind === "video");
  return Object.assign(new MediaStream(), { getTracks: () => tracks, getVideoTracks });
}

export function isStopped(stream: MediaStream): boolean {
  return stream.getTracks().every((track) => track.readyState === "ended");
}
