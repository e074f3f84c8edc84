/** An RTCDataChannel whose other end is the test. */
export class FakeDataChannel extends EventTarget {
  readonly label: string;
  readonly settings: RTCDataChannelInit | undefined;
  readonly sent: unknown[] = [];
  readyState: RTCDataChannelState = "connecting";
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;

  constructor(label: string, settings?: RTCDataChannelInit) {
    super();
    this.label = label;
    this.settings = settings;
  }

  /** What was sent of one type. */
  sentOf(type: string): unknown[] {
    return this.sent.filter((message) => (message as { type: unknown }).type === type);
  }

  /** The real type, for code under test. */
  asChannel(): RTCDataChannel {
    return this as unknown as RTCDataChannel;
  }

  send(text: string): void {
    if (this.readyState !== "open") throw new DOMException("Not open.", "InvalidStateError");
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = "closed";
  }

  open(): void {
    this.readyState = "open";
    this.dispatchEvent(new Event("open"));
  }

  /** The other side has closed its connection. */
  end(): void {
    this.readyState = "closed";
    this.dispatchEvent(new Event("close"));
  }

  receive(message: object): void {
    this.receiveData(JSON.stringify(message));
  }

  receiveData(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** The network has taken what waited. */
  drain(): void {
    this.bufferedAmount = 0;
    this.dispatchEvent(new Event("bufferedamountlow"));
  }
}
