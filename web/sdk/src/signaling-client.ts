import { CallError } from "./call-error.js";
import { before } from "./deadline.js";
import { Keepalive } from "./keepalive.js";
import type { ClientMessage, ServerMessage } from "./messages.js";
import { parseServerMessage } from "./parse-message.js";
import { TypedEventTarget } from "./typed-event-target.js";

/** Why an open connection ended, other than by our own `close()`: the socket closed, or the server stopped answering keepalives. */
export interface SignalingClose {
  readonly reason: "socket-closed" | "silent";
  /** The WebSocket close code; 1006 where there was none. */
  readonly code: number;
}

export interface SignalingEvents {
  message: ServerMessage;
  /** A message that could not be read; the connection goes on. */
  malformed: CallError;
  /** Once, and never after `close()`. */
  close: SignalingClose;
}

export interface SignalingOptions {
  /** Default: 10,000. */
  readonly connectTimeoutMilliseconds?: number;
  readonly WebSocket?: typeof globalThis.WebSocket;
}

/** One WebSocket to `/ws`, from connect to close. Messages in, messages out; what they mean is the call's business. */
export class SignalingClient extends TypedEventTarget<SignalingEvents> {
  readonly #url: string;
  readonly #options: SignalingOptions;
  readonly #keepalive = new Keepalive(
    () => {
      this.send(this.#writeKeepalive());
    },
    () => {
      this.#lose({ reason: "silent", code: 1006 });
    },
  );
  #socket: WebSocket | undefined;
  #writeKeepalive: () => ClientMessage = () => ({ cmd: "keepalive" });

  constructor(url: string, options: SignalingOptions = {}) {
    super();
    this.#url = url;
    this.#options = options;
  }

  /** @throws CallError `server-unreachable` or `aborted` */
  async connect(signal?: AbortSignal): Promise<void> {
    const timeout = new CallError("server-unreachable", `No answer from ${this.#url} in time.`);
    const milliseconds = this.#options.connectTimeoutMilliseconds ?? 10_000;
    const socket = this.#open();
    try {
      await before({ milliseconds, timeout, signal }, opened(socket));
    } catch (error) {
      socket.close();
      throw error;
    }
    this.#socket = socket;
    socket.addEventListener("message", (event) => {
      this.#receive(event.data);
    });
    socket.addEventListener("close", (event) => {
      this.#lose({ reason: "socket-closed", code: event.code });
    });
  }

  /**
   * From now on the server is asked for a sign of life this often.
   * @param write what it is asked with, where that is more than a plain `keepalive`
   */
  keepAlive(intervalSeconds: number, write?: () => ClientMessage): void {
    if (this.#socket === undefined) return;
    if (write !== undefined) this.#writeKeepalive = write;
    this.#keepalive.start(intervalSeconds);
  }

  /** Asks now, and takes the connection for lost where nothing comes within that many milliseconds. For one that is kept alive. */
  probe(milliseconds: number): void {
    if (this.#socket !== undefined) this.#keepalive.probe(milliseconds);
  }

  /** Sends, or drops the message when the connection is gone: `close` has told or is about to tell. */
  send(message: ClientMessage): void {
    if (this.#socket?.readyState === 1 /* OPEN */) this.#socket.send(JSON.stringify(message));
  }

  /** Ends the connection after what was sent. No event follows. */
  close(): void {
    this.#keepalive.stop();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
  }

  #open(): WebSocket {
    try {
      return new (this.#options.WebSocket ?? WebSocket)(this.#url);
    } catch (error) {
      throw new CallError("server-unreachable", `${this.#url} is not an address to connect to.`, error);
    }
  }

  #receive(data: unknown): void {
    if (this.#socket === undefined) return;
    this.#keepalive.heard();
    try {
      const message = parseServerMessage(typeof data === "string" ? JSON.parse(data) : undefined);
      if (message !== undefined) this.emit("message", message);
    } catch (error) {
      this.emit("malformed", CallError.from(error, "bad-message", "The server sent something that is not JSON."));
    }
  }

  #lose(close: SignalingClose): void {
    if (this.#socket === undefined) return;
    this.close();
    this.emit("close", close);
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => {
      resolve();
    });
    socket.addEventListener("close", (event) => {
      reject(new CallError("server-unreachable", `The server closed the connection while it opened (${event.code}).`));
    });
  });
}
