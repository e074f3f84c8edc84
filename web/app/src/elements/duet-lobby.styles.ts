import { css } from "lit";

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
    align-items: center;
    gap: clamp(24px, 5vw, 72px);
    width: min(1120px, 100%);
    margin: auto;
    padding: 8px clamp(16px, 4vw, 40px) 40px;
  }

  duet-video {
    aspect-ratio: 4 / 3;
    max-height: 70vh;
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 20px;
    font-size: 0.95rem;
    animation: appear 300ms 500ms both ease-out; /* most cameras open sooner than this is read */
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .empty svg.icon {
    width: 40px;
    height: 40px;
    stroke-width: 1.4;
    opacity: 0.75;
  }

  .side,
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
  }

  h1 {
    font-size: clamp(1.6rem, 3.4vw, 2.4rem);
    line-height: 1.12;
    letter-spacing: -0.025em;
    text-wrap: balance;
  }

  h1 + p {
    margin-top: 10px;
    color: var(--muted);
    text-wrap: balance;
  }

  /* The problem has the word. */
  .problem + .side h1 + p {
    display: none;
  }

  label {
    display: block;
    margin-bottom: 6px;
    font-weight: 600;
  }

  .field {
    display: flex;
    border: 1px solid var(--field-line);
    border-radius: 14px;
    background: var(--surface);
  }

  .field:focus-within {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }

  input {
    flex: 1;
    min-width: 0;
    min-height: 52px;
    padding: 0 16px;
    border: 0;
    background: none;
    color: var(--ink);
    font: inherit;
    font-size: 1.05rem;
    text-overflow: ellipsis;
  }

  input:focus {
    outline: none;
  }

  .field button {
    min-width: 52px;
    padding: 0;
    border-radius: 13px;
    background: none;
    color: var(--muted);
  }

  .field button:hover {
    color: var(--ink);
  }

  .field button:focus-visible {
    outline-offset: -4px;
  }

  .hint {
    margin-top: 6px;
    color: var(--danger);
    font-size: 0.9rem;
  }

  .wrong {
    border-color: var(--danger);
  }

  .notice {
    display: grid;
    gap: 6px;
    padding: 14px 16px;
    border-radius: 14px;
    background: var(--notice);
    color: var(--notice-ink);
    font-size: 0.95rem;
  }

  .notice h2 {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    font-size: 1rem;
  }

  .notice button {
    justify-self: start;
    min-height: 44px;
    margin-top: 6px;
    border-color: currentcolor;
    background: none;
    color: inherit;
  }

  .join {
    min-height: 54px;
    font-size: 1.1rem;
  }

  /* A phone held sideways, or with its keyboard open. */
  @media (max-height: 480px) {
    :host {
      align-items: start;
      padding-bottom: 16px;
    }

    h1 + p {
      display: none;
    }
  }

  @media (max-width: 560px), (max-width: 760px) and (min-height: 481px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      gap: 22px;
      padding-bottom: 28px;
    }

    duet-video {
      max-height: 40vh;
      width: 100%;
    }

    /* What is wrong, and the way on, belong above the fold. */
    duet-video.problem {
      max-height: 12vh;
    }

    .problem svg.icon {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .notice {
      border: 1px solid;
    }
  }
`;
