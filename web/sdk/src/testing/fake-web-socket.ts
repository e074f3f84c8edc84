import type { ServerMessage } from "../messages.js";

/** A socket whose other end is the test. */
export class FakeWebSocket extends EventTarget {
  static instances: FakeWebSocket[] = [];
  readonly sent: unknown[] = [];
  readonly url: string;
  readyState = 0;
  closedWith: number | undefined;
  #echoed = 0;

  constructor(url: string) {
    super();
    this.url = url;
    FakeWebSocket.instances.push(this);
  }

  static last(): FakeWebSocket {
    const socket = FakeWebSocket.instances.at(-1);
    if (socket === undefined) throw new Error("No socket was opened.");
    return socket;
  }

  get commands(): unknown[] {
    return this.sent.map((message) => (message as { cmd: unknown }).cmd);
  }

  /** What was sent for someone or about the room; the server's own questions and answers are left out. */
  get words(): unknown[] {
    return this.commands.filter((cmd) => cmd !== "keepalive");
  }

  /** The server has dealt with all that was sent. */
  echo(): void {
    for (const message of this.sent.slice(this.#echoed) as ServerMessage[]) if (message.cmd === "keepalive") this.receive(message);
    this.#echoed = this.sent.length;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code = 1000): void {
    this.readyState = 3;
    this.closedWith ??= code;
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  receive(message: ServerMessage): void {
    this.receiveText(JSON.stringify(message));
  }

  receiveText(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** The server, or the network, ends the connection. */
  drop(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}
