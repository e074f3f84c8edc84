import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { expect, it } from "vitest";
import { drawAhead } from "./draw-ahead.js";

@customElement("drawn-ahead")
class DrawnAhead extends LitElement {
  readonly drawn: unknown[] = [];

  override render(): TemplateResult {
    this.drawn.push(this.parentElement?.hidden);
    return html`<p>Here</p>`;
  }
}

function open() {
  const place = document.body.appendChild(document.createElement("main"));
  const stage = document.createElement("div");
  const element = stage.appendChild(new DrawnAhead());
  return { place, stage, element };
}

it("draws an element once, unseen, and leaves it in its stage, which is not in the page any more", async () => {
  const { place, stage, element } = open();
  await drawAhead(() => stage, place);
  expect([element.drawn, element.parentElement, stage.hidden, place.childNodes.length]).toEqual([[true], stage, false, 0]);
  document.body.appendChild(stage);
  await element.updateComplete;
  expect(element.drawn).toHaveLength(1);
});

it("leaves a stage where it is that has been needed meanwhile", async () => {
  const { place, stage } = open();
  const screen = document.body.appendChild(document.createElement("section"));
  const make = () => {
    queueMicrotask(() => screen.appendChild(stage));
    return stage;
  };
  await drawAhead(make, place);
  expect([stage.parentElement, stage.hidden]).toEqual([screen, false]);
});

it("does nothing where it is too late", async () => {
  const { place } = open();
  await drawAhead(() => undefined, place);
  expect(place.childNodes).toHaveLength(0);
});
