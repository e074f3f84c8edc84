import { readWords, type TabWords } from "./tab-words.js";

/** The way to the other tabs of this browser that show a room of a server; to nobody, where the browser has no such thing. */
export class TabChannel {
  readonly #channel: BroadcastChannel | undefined;

  constructor(server: string, room: string, hear: (words: TabWords) => void) {
    this.#channel = open(`duet.call ${server} ${room}`);
    this.#channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const words = readWords(data);
      if (words !== undefined) hear(words);
    });
  }

  say(words: TabWords): void {
    this.#channel?.postMessage(words);
  }

  close(): void {
    this.#channel?.close();
  }
}

/** Some browsers have none, and Firefox gives none to pages that may not store anything. */
function open(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
