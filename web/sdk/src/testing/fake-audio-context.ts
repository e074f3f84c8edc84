import type { FakeDeviceStream, FakeDeviceTrack } from "./fake-devices.js";

/** A node that sounds like nothing, whose `ended` comes when the test's clock passes its end. */
class FakeNode extends EventTarget {
  type = "";
  readonly frequency = { value: 0 };
  readonly gain = { setValueAtTime: ignore, linearRampToValueAtTime: ignore, exponentialRampToValueAtTime: ignore };
  readonly context: FakeAudioContext;
  readonly stream = {};
  output: unknown;

  constructor(context: FakeAudioContext) {
    super();
    this.context = context;
  }

  connect<Node>(node: Node): Node {
    this.output = node;
    return node;
  }

  start(time: number): void {
    this.context.notes.push({ frequency: this.frequency.value, time });
  }

  stop(time: number): void {
    setTimeout(() => this.dispatchEvent(new Event("ended")), time * 1000);
  }
}

/** Sound whose loudness the test sets. */
export class FakeAudioContext {
  static instances: FakeAudioContext[] = [];
  static startsSuspended = false;
  state: AudioContextState;
  amplitude = 0;
  readonly currentTime = 0;
  readonly sources: FakeDeviceTrack[] = [];
  readonly notes: { readonly frequency: number; readonly time: number }[] = [];
  readonly destination = {};
  readonly streams: FakeNode[] = [];

  constructor() {
    this.state = FakeAudioContext.startsSuspended ? "suspended" : "running";
    FakeAudioContext.startsSuspended = false;
    FakeAudioContext.instances.push(this);
  }

  static last(): FakeAudioContext {
    const context = FakeAudioContext.instances.at(-1);
    if (context === undefined) throw new Error("Nobody wants sound.");
    return context;
  }

  createAnalyser(): unknown {
    return { fftSize: 2048, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(this.amplitude) };
  }

  createMediaStreamSource(stream: FakeDeviceStream): FakeNode {
    this.sources.push(...stream.tracks);
    return new FakeNode(this);
  }

  createMediaStreamDestination(): FakeNode {
    const node = new FakeNode(this);
    this.streams.push(node);
    return node;
  }

  createOscillator(): FakeNode {
    return new FakeNode(this);
  }

  createGain(): FakeNode {
    return new FakeNode(this);
  }

  resume(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.state = "closed";
    return Promise.resolve();
  }
}

function ignore(): void {
  // A curve that nobody looks at.
}
