import { css } from "lit";

export const styles = css`
  .body {
    display: grid;
    gap: 10px;
  }

  label {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-height: 44px;
    font-weight: 600;
    cursor: pointer;
  }

  input {
    flex: none;
    position: relative;
    width: 46px;
    height: 28px;
    margin: 0;
    border: 2px solid var(--field-line);
    border-radius: 999px;
    appearance: none;
    cursor: pointer;
    transition: background-color 140ms;
  }

  input::before {
    content: "";
    position: absolute;
    top: 4px;
    left: 4px;
    width: 16px;
    height: 16px;
    border-radius: 50%;
    background: var(--field-line);
    transition: transform 140ms;
  }

  input:checked {
    border-color: var(--accent);
    background: var(--accent);
  }

  input:checked::before {
    background: var(--on-accent);
    transform: translateX(18px);
  }

  p {
    color: var(--muted);
    font-size: 0.92rem;
  }

  dl {
    margin: 0;
  }

  dl.idle {
    opacity: 0.5;
  }

  dl div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-height: 42px;
    border-top: 1px solid var(--line);
  }

  dd {
    flex: none;
    margin: 0;
  }

  kbd {
    display: inline-block;
    min-width: 2.1em;
    padding: 2px 9px;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 8px;
    background: var(--paper);
    font: 600 0.85rem/1.5 var(--font);
    text-align: center;
  }

  @media (forced-colors: active) {
    input::before {
      background: ButtonText;
    }

    input:checked {
      background: Highlight;
    }
  }
`;
