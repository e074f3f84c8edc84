/** A stream as the page sees it: something with tracks that can be stopped. */
export function fakeStream(...kinds: ("audio" | "video")[]): MediaStream {
  const tracks = kinds.map((kind) => ({
    kind,
    readyState: "live",
    stop() {
      this.readyState = "ended";
    },
  }));
  const getVideoTracks = () => tracks.filter(({ kind }) => kind === "video");
  return Object.assign(new MediaStream(), { getTracks: () => tracks, getVideoTracks });
}

export function isStopped(stream: MediaStream): boolean {
  return stream.getTracks().every((track) => track.readyState === "ended");
}
