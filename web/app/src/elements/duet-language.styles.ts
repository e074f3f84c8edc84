import { css } from "lit";

export const styles = css`
  /* The arrow ends where the page's content does. */
  :host {
    margin-inline-end: -0.7em;
  }

  label {
    position: relative;
    display: inline-flex;
    align-items: center;
    color: var(--muted);
  }

  label svg {
    position: absolute;
    inset-inline-start: 0.8em;
    pointer-events: none;
  }

  select + svg {
    inset-inline: auto 0.7em;
    width: 1.1em;
  }

  select {
    min-height: 44px;
    padding: 0 2.1em 0 2.7em;
    border: 1px solid transparent;
    border-radius: 999px;
    appearance: none;
    field-sizing: content;
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  select:hover {
    border-color: var(--line);
    color: var(--ink);
  }

  option {
    background: var(--surface);
    color: var(--ink);
  }
`;
