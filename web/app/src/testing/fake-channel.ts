/** The BroadcastChannels of one browser, which deliver at once. */
export class FakeChannel extends EventTarget {
  static all = new Set<FakeChannel>();
  readonly name: string;
  readonly said: unknown[] = [];

  constructor(name: string) {
    super();
    this.name = name;
    FakeChannel.all.add(this);
  }

  postMessage(words: unknown): void {
    this.said.push(words);
    for (const other of [...FakeChannel.all].filter(({ name }) => name === this.name)) {
      if (other !== this) other.dispatchEvent(new MessageEvent("message", { data: structuredClone(words) }));
    }
  }

  close(): void {
    FakeChannel.all.delete(this);
  }
}
