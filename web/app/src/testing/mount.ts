import type { LitElement } from "lit";

/** Puts the element into the page with these properties, alone, and waits until it has rendered. */
export async function mount<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): Promise<HTMLElementTagNameMap[Name]> {
  const element = Object.assign(document.createElement(name), properties);
  document.body.replaceChildren(element);
  await (element as unknown as LitElement).updateComplete;
  return element;
}

/** The first match inside the element's shadow root, or inside that of one of the elements in it. */
export function deep(root: Element, selector: string): HTMLElement;
export function deep<Found extends HTMLElement>(root: Element, selector: string, type: new () => Found): Found;
export function deep(root: Element, selector: string, type: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = all(root, selector)[0];
  if (!(found instanceof type)) throw new Error(`There is no ${selector}.`);
  return found;
}

export function button(root: Element, name: string): HTMLButtonElement {
  const match = all(root, "button").find((each) => (each.getAttribute("aria-label") ?? each.textContent).trim() === name);
  if (match === undefined) throw new Error(`There is no button "${name}".`);
  return match as HTMLButtonElement;
}

export function hasButton(root: Element, name: string): boolean {
  return all(root, "button").some((each) => (each.getAttribute("aria-label") ?? each.textContent).trim() === name);
}

export function text(root: Element): string {
  return all(root, "h1, h2, p, button, label, span")
    .map((each) => each.textContent.trim())
    .join(" | ");
}

/** Collects the details of an event. */
export function collect(target: EventTarget, type: string): unknown[] {
  const details: unknown[] = [];
  target.addEventListener(type, (event) => details.push((event as CustomEvent<unknown>).detail));
  return details;
}

function all(root: Element, selector: string): Element[] {
  const inside = root.shadowRoot ?? root;
  const nested = [...inside.querySelectorAll("*")].filter((each) => each.shadowRoot !== null);
  return [...inside.querySelectorAll(selector), ...nested.flatMap((each) => all(each, selector))];
}
