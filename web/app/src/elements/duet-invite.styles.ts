import { css } from "lit";

export const styles = css`
  :host {
    display: grid;
    gap: 10px;
    width: 100%;

    --invite-line: #6f7b85;
    --invite-field: rgb(255 255 255 / 6%);
    --invite-accent: #62cdbd;
    --invite-accent-strong: #84dccf;
    --invite-on-accent: #06231f;
  }

  :host([paper]) {
    --invite-line: var(--field-line);
    --invite-field: var(--surface);
    --invite-accent: var(--accent);
    --invite-accent-strong: var(--accent-strong);
    --invite-on-accent: var(--on-accent);
  }

  input {
    width: 100%;
    min-width: 0;
    min-height: 48px;
    padding: 0 18px;
    border: 1px solid var(--invite-line);
    border-radius: 999px;
    background: var(--invite-field);
    color: inherit;
    font: inherit;
    font-size: 0.95rem;
    text-overflow: ellipsis;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }

  button {
    flex: 1 1 auto;
    padding: 0 1.1em;
    border-color: var(--invite-line);
    background: transparent;
    color: inherit;
  }

  button:hover {
    border-color: currentcolor;
  }

  button.copy {
    flex-grow: 2;
    border-color: transparent;
    background: var(--invite-accent);
    color: var(--invite-on-accent);
  }

  button.copy:hover {
    background: var(--invite-accent-strong);
  }

  duet-qr {
    justify-self: center;
    margin-top: 6px;
  }

  p:empty {
    position: absolute; /* there, to be heard, but nothing to be seen */
  }

  p {
    color: var(--invite-accent-strong);
    font-size: 0.9rem;
    text-align: center;
  }
`;
