import { css } from "lit";

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }

  label {
    font-weight: 600;
  }

  .hint + label {
    margin-top: 12px;
  }

  .field {
    position: relative;
    display: grid;
    min-width: 0;
  }

  .field svg {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 14px;
    translate: 0 -50%;
    color: var(--muted);
    pointer-events: none;
  }

  select + svg.icon {
    inset-inline: auto 12px;
    width: 1.1em;
  }

  select {
    width: 100%;
    min-width: 0;
    min-height: 48px;
    padding: 0 38px 0 46px;
    border: 1px solid var(--field-line);
    border-radius: 14px;
    appearance: none;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    text-overflow: ellipsis;
    cursor: pointer;
  }

  select:disabled {
    color: var(--muted);
    opacity: 1;
    cursor: default;
  }

  select:disabled + svg.icon {
    display: none;
  }

  option {
    background: var(--surface);
    color: var(--ink);
  }

  .meter {
    display: grid;
    gap: 6px;
    margin-top: 6px;
  }

  .meter duet-level {
    height: 10px;
  }

  .hint {
    color: var(--muted);
    font-size: 0.9rem;
  }

  .hint:empty {
    display: none;
  }

  .speaker {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 6px 10px;
    margin-top: 12px;
  }

  .speaker label {
    grid-column: 1 / -1;
  }

  .speaker button {
    min-width: 6rem;
  }

  .speaker button.playing {
    border-color: var(--accent);
    color: var(--accent);
  }

  /* A quiet line under the picture. */
  :host([compact]) {
    grid-auto-flow: column;
    grid-template-columns: none;
    grid-auto-columns: minmax(0, 1fr);
    gap: 8px;
  }

  :host([compact]) label {
    display: none; /* the menu has it as its name */
  }

  :host([compact]) select {
    min-height: 44px;
    padding-inline: 40px 30px;
    border-color: transparent;
    border-radius: 999px;
    background: transparent;
    color: var(--muted);
    font-size: 0.9rem;
  }

  :host([compact]) select:hover:enabled {
    border-color: var(--line);
    color: var(--ink);
  }

  @media (forced-colors: active) {
    :host([compact]) select {
      border-color: ButtonText;
    }
  }
`;
