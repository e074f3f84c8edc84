import {
  CallError,
  TypedEventTarget,
  type CallState,
  type DuetCallEvents,
  type DuetCallOptions,
  type JoinOptions,
  type LeaveOptions,
  type OwnState,
  type ParticipantState,
  type Quality,
} from "@duet/sdk";

/** A DuetCall whose server, peer and network are the test. */
export class FakeCall extends TypedEventTarget<DuetCallEvents> {
  static instances: FakeCall[] = [];
  readonly options: DuetCallOptions;
  readonly media: (MediaStream | null | undefined)[] = [];
  state: CallState = "idle";
  error: Error | undefined;
  serverReachable = true;
  leaves = 0;
  held = false;
  preparations = 0;
  peerState: ParticipantState | null = null;
  quality: Quality | null = null;
  remoteScreen: MediaStream | null = null;
  canChat = false;
  sharing = false;
  phases = {};
  readonly states: OwnState[] = [];
  readonly written: string[] = [];
  readonly shared: (readonly [screen: MediaStream, content: "text" | "motion"])[] = [];
  #refuse: ((error: Error) => void) | undefined;

  constructor(options: DuetCallOptions) {
    super();
    this.options = options;
    FakeCall.instances.push(this);
  }

  static last(): FakeCall {
    const call = FakeCall.instances.at(-1);
    if (call === undefined) throw new Error("Nobody called.");
    return call;
  }

  get room(): string {
    return this.options.room;
  }

  get uid(): string {
    return this.options.uid ?? "random";
  }

  /** The seat is held, once the room was entered. */
  get seat(): string | undefined {
    return this.media.length === 0 ? undefined : "secret";
  }

  prepare(): Promise<void> {
    this.preparations += 1;
    return Promise.resolve();
  }

  join({ media }: JoinOptions): Promise<void> {
    this.media.push(media);
    this.become("joining");
    return new Promise((_, reject) => (this.#refuse = reject));
  }

  setMedia(media: MediaStream | null): void {
    this.media.push(media);
  }

  setState(state: OwnState): void {
    this.states.push(state);
  }

  shareScreen(screen: MediaStream, content: "text" | "motion"): void {
    this.shared.push([screen, content]);
    this.sharing = true;
  }

  stopSharing(): void {
    this.sharing = false;
  }

  /** Takes one message, and has no room for more. */
  sendChat(text: string): void {
    if (this.written.push(text) > 1) throw new CallError("chat-refused", "The test has enough.");
  }

  readStatistics(): Promise<null> {
    return Promise.resolve(null);
  }

  leave({ hold = false }: LeaveOptions = {}): void {
    this.leaves += 1;
    this.held ||= hold;
    this.become("ended");
  }

  become(state: CallState): void {
    this.state = state;
    this.tell("statechange", state);
  }

  end(error: Error): void {
    this.error = error;
    this.become("ended");
    this.#refuse?.(error);
  }

  tell<Name extends keyof DuetCallEvents>(name: Name, detail: DuetCallEvents[Name]): void {
    this.emit(name, detail);
  }
}
