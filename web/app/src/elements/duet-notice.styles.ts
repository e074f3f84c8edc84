import { css } from "lit";

export const styles = css`
  :host {
    display: grid;
    justify-items: center;
    gap: 14px;
    width: min(36rem, 100%);
    box-sizing: border-box;
    margin: auto;
    padding: 24px 20px;
    text-align: center;
  }

  h1 {
    font-size: clamp(1.6rem, 5vw, 2.1rem);
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }

  h1:focus {
    outline: none;
  }

  p {
    color: var(--muted);
    font-size: 1.05rem;
    text-wrap: balance;
  }

  .detail {
    font-variant-numeric: tabular-nums;
  }

  .room {
    padding: 4px 14px;
    border: 1px solid var(--line);
    border-radius: 999px;
    color: var(--ink);
    font-size: 0.95rem;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 12px;
    margin-top: 14px;
  }

  .sign {
    width: 88px;
    margin-bottom: 6px;
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

  :host([both]) .second {
    fill: var(--second);
    stroke: none;
  }

  :host([both]) .both {
    fill: var(--both);
  }

  @media (max-width: 480px) {
    .actions {
      align-self: stretch;
      width: 100%;
      flex-direction: column;
    }
  }
`;
