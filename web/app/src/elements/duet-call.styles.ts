import { css, unsafeCSS } from "lit";
import tokens from "../styles/tokens.css?inline";

/** The element is a world of its own: it takes nothing from the page around but the color-scheme, and what it sets on the element. */
export const styles = css`
  ${unsafeCSS(tokens)}

  :host {
    display: flex;
    flex-direction: column;
    position: relative;
    box-sizing: border-box;
    block-size: 640px;
    max-block-size: 100vh;
    overflow: auto;
    contain: content; /* The call fills the element: what is fixed is fixed to it. */
    background: var(--paper);
    color: var(--ink);
    font: 16px/1.5 var(--font);
    text-align: start;
  }

  :host([hidden]) {
    display: none;
  }

  duet-app {
    flex: 1 0 auto;
  }

  /* What the page around says of it wins. */
  ::slotted([slot="header"]) {
    margin: 0;
    padding: 12px 20px;
  }

  section {
    flex: 1;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 14px;
    padding: 24px 20px;
    text-align: center;
  }

  section p {
    max-width: 36rem;
    color: var(--muted);
    text-wrap: balance;
  }

  .sign {
    width: 88px;
  }

  .first {
    fill: var(--first);
  }

  .second {
    fill: none;
    stroke: var(--second);
    stroke-width: 1.5;
    stroke-dasharray: 3 3.3;
  }

  .both {
    fill: none;
  }
`;
