import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { beforeEach, expect, it } from "vitest";
import { deep } from "../testing/mount.js";
import { FocusController, focusedElement } from "./focus-controller.js";

@customElement("test-stage")
class TestStage extends LitElement {
  @property({ type: Boolean }) hasButton = true;

  constructor() {
    super();
    new FocusController(this, () => this.renderRoot.querySelector("section"));
  }

  override render() {
    return html`<section tabindex="-1">${this.hasButton ? html`<button>Press</button>` : ""}</section>`;
  }
}

let stage: TestStage;

beforeEach(async () => {
  stage = new TestStage();
  document.body.replaceChildren(stage);
  await stage.updateComplete;
});

async function takeButtonAway(): Promise<void> {
  stage.hasButton = false;
  await stage.updateComplete;
}

it("gives the focus to its refuge when what had it is taken away", async () => {
  deep(stage, "button").focus();
  await takeButtonAway();
  expect(focusedElement()).toBe(deep(stage, "section"));
});

it("takes the focus from nobody", async () => {
  const elsewhere = document.body.appendChild(document.createElement("button"));
  elsewhere.focus();
  await takeButtonAway();
  expect(focusedElement()).toBe(elsewhere);
});

it("finds the focus in whatever shadow tree", () => {
  expect(focusedElement()).toBeUndefined();
  deep(stage, "button").focus();
  expect(focusedElement()).toBe(deep(stage, "button"));
});
