import { testConnection, type PathResult } from "@duet/sdk";
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** How a connection test stands: `failed` is one that could not be made. */
export interface ConnectionTestView {
  readonly state: "idle" | "running" | "done" | "failed";
  /** The verdicts so far. */
  readonly results: readonly PathResult[];
}

const nothing: readonly PathResult[] = [];

/** Runs one connection test at a time. */
export class ConnectionTestController implements ReactiveController {
  view: ConnectionTestView = { state: "idle", results: nothing };
  readonly #host: ReactiveControllerHost;
  #running: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Begins, anew if one is running. */
  async start(server: string): Promise<void> {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#show({ state: "running", results: nothing });
    try {
      for await (const result of testConnection({ server, signal: running.signal })) {
        if (this.#running === running) this.#show({ state: "running", results: [...this.view.results, result] });
      }
      if (this.#running === running) this.#show({ state: "done", results: this.view.results });
    } catch {
      if (this.#running === running) this.#show({ state: "failed", results: this.view.results });
    }
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#show({ state: "idle", results: nothing });
  }

  #show(view: ConnectionTestView): void {
    this.view = view;
    this.#host.requestUpdate();
  }
}
