import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }

  section {
    display: grid;
    gap: 8px;
    padding: 16px 18px;
    border-radius: 16px;
    background: var(--notice);
    color: var(--notice-ink);
    font-size: 0.95rem;
  }

  h2 {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    font-size: 1rem;
    line-height: 1.4;
  }

  ol {
    display: grid;
    gap: 4px;
    margin: 0;
    padding-inline-start: 1.5em;
  }

  li::marker {
    font-weight: 600;
  }

  button {
    justify-self: start;
    min-height: 44px;
    margin-top: 4px;
    border-color: currentcolor;
    background: none;
    color: inherit;
  }

  @media (forced-colors: active) {
    section {
      border: 1px solid;
    }
  }
`;
