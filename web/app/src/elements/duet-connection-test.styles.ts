import { css } from "lit";

export const styles = css`
  .verdict {
    display: grid;
    gap: 4px;
    padding: 14px 16px;
    border-radius: 16px;
    background: color-mix(in srgb, var(--accent) 11%, transparent);
  }

  .verdict.slow,
  .verdict.none,
  .verdict.failed {
    background: var(--notice);
    color: var(--notice-ink);
  }

  h3 {
    margin: 0;
    font-size: 1.05rem;
  }

  .verdict p {
    font-size: 0.95rem;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    padding: 12px 0;
    border-bottom: 1px solid var(--line);
  }

  li:last-child {
    border-bottom: 0;
  }

  li div {
    display: grid;
    min-width: 0;
  }

  li span {
    color: var(--muted);
    font-size: 0.9rem;
  }

  li p {
    display: flex;
    flex: none;
    align-items: center;
    gap: 6px;
    font-size: 0.95rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .works {
    color: var(--accent);
  }

  .blocked {
    color: var(--wrong, #b3261e);
  }

  .testing,
  .unavailable {
    color: var(--muted);
    font-weight: 500;
  }

  .testing i {
    width: 14px;
    height: 14px;
    border: 2px solid var(--line);
    border-top-color: var(--accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-color-scheme: dark) {
    .blocked {
      --wrong: #ff9a92;
    }
  }

  /* Space between two of the window's parts is the window's; this one ends it. */
  button {
    justify-self: start;
  }

  button:disabled {
    opacity: 0.55;
    cursor: default;
  }

  @media (max-width: 360px) {
    li {
      flex-wrap: wrap;
    }
  }

  @media (forced-colors: active) {
    .verdict {
      border: 1px solid;
    }
  }
`;
