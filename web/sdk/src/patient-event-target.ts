import { TypedEventTarget } from "./typed-event-target.js";

/** An event target whose events can be kept until the time has come for somebody to hear them. */
export class PatientEventTarget<Events extends object> extends TypedEventTarget<Events> {
  #kept: (() => void)[] | undefined;

  /** Whether events are kept. */
  protected get isKeeping(): boolean {
    return this.#kept !== undefined;
  }

  /** From now on, events wait. */
  protected keepEvents(): void {
    this.#kept ??= [];
  }

  /** Tells what was kept, in order; from now on, events are told at once. */
  protected releaseEvents(): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    for (const tell of kept) tell();
  }

  protected override emit<Name extends keyof Events & string>(type: Name, detail: Events[Name]): void {
    if (this.#kept === undefined) super.emit(type, detail);
    else {
      this.#kept.push(() => {
        super.emit(type, detail);
      });
    }
  }

  /** For what cannot wait. */
  protected emitAtOnce<Name extends keyof Events & string>(type: Name, detail: Events[Name]): void {
    super.emit(type, detail);
  }
}
