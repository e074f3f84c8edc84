import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { expect, it } from "vitest";
import { warmUp } from "./warm-up.js";

@customElement("drawn-once")
class DrawnOnce extends LitElement {
  readonly drawn: (string | undefined)[] = [];

  override render(): TemplateResult {
    this.drawn.push(this.parentElement?.tagName);
    expect(this.style.display).toBe("none");
    return html`<p>Here</p>`;
  }
}

it("draws an element once, where it was put, unseen, and takes it away again", async () => {
  const place = document.body.appendChild(document.createElement("main"));
  const element = new DrawnOnce();
  await warmUp(element, place);
  expect([element.drawn, element.isConnected, place.childNodes.length]).toEqual([["MAIN"], false, 0]);
});
