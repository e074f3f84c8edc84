import { css } from "lit";

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1.55fr) minmax(0, 1fr);
    align-items: center;
    gap: clamp(24px, 4.5vw, 64px);
    width: min(1240px, 100%);
    margin: auto;
    padding: 8px clamp(16px, 4vw, 40px) 40px;
  }

  .look {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }

  duet-preview {
    max-height: 66vh;
  }

  .replaced p {
    color: var(--muted);
    font-size: 0.9rem;
    text-align: center;
  }

  .side,
  form,
  duet-second-tab {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .side,
  form {
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
    padding: 14px 16px;
    border-radius: 14px;
    background: var(--notice);
    color: var(--notice-ink);
    font-size: 0.95rem;
  }

  .join {
    min-height: 54px;
    font-size: 1.1rem;
  }

  .more {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    margin-inline: -14px;
  }

  .more button {
    min-height: 44px;
    padding: 0 14px;
    background: none;
    color: var(--muted);
    font-weight: 500;
  }

  .more button:hover {
    color: var(--ink);
  }

  .quiet {
    color: var(--muted);
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

  @media (max-width: 900px) {
    .look duet-device-menu {
      display: none; /* the settings have it */
    }
  }

  @media (max-width: 560px), (max-width: 760px) and (min-height: 481px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      gap: 22px;
      padding-bottom: 28px;
    }

    duet-preview {
      width: 100%;
      max-height: 44vh;
    }

    /* What is wrong, and the way on, belong above the fold. */
    .lacking duet-preview {
      max-height: 13rem;
    }

    .lacking + .side h1 + p {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .notice {
      border: 1px solid;
    }
  }
`;
