export class FakeTrack extends EventTarget {
  readonly kind: string;
  contentHint = "";
  enabled = true;
  readyState: "live" | "ended" = "live";

  constructor(kind: string) {
    super();
    this.kind = kind;
  }

  getSettings(): MediaTrackSettings {
    return this.kind === "video" ? { height: 1080 } : {};
  }

  stop(): void {
    this.readyState = "ended";
  }
}

export class FakeMediaStream {
  readonly tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = []) {
    this.tracks = tracks;
  }

  static of(...kinds: string[]): FakeMediaStream {
    return new FakeMediaStream(kinds.map((kind) => new FakeTrack(kind)));
  }

  asStream(): MediaStream {
    return this as unknown as MediaStream;
  }

  addTrack(track: FakeTrack): void {
    if (!this.tracks.includes(track)) this.tracks.push(track);
  }

  getTracks(): FakeTrack[] {
    return this.tracks;
  }

  getAudioTracks(): FakeTrack[] {
    return this.tracks.filter((track) => track.kind === "audio");
  }

  getVideoTracks(): FakeTrack[] {
    return this.tracks.filter((track) => track.kind === "video");
  }
}
