export type TypedListener<Detail> = ((event: CustomEvent<Detail>) => void) | { handleEvent(event: CustomEvent<Detail>): void };

/** An `EventTarget` whose events are `CustomEvent`s with the detail types of `Events`. */
export class TypedEventTarget<Events extends object> extends EventTarget {
  override addEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedListener<Events[Name]> | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    super.addEventListener(type, listener as EventListenerOrEventListenerObject | null, options);
  }

  override removeEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: TypedListener<Events[Name]> | null,
    options?: EventListenerOptions | boolean,
  ): void {
    super.removeEventListener(type, listener as EventListenerOrEventListenerObject | null, options);
  }

  protected emit<Name extends keyof Events & string>(type: Name, detail: Events[Name]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
