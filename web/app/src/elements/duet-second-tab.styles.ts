import { css } from "lit";

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  p {
    margin-bottom: 14px;
    padding: 14px 18px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
    font-size: 0.95rem;
  }

  button {
    justify-self: center;
    min-height: 44px;
    margin-top: 6px;
    padding: 0 14px;
    background: none;
    color: var(--muted);
    font-weight: 500;
  }

  button:hover {
    color: var(--ink);
  }
`;
