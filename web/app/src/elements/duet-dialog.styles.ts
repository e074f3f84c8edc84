import { css } from "lit";

export const styles = css`
  :host {
    display: contents;
  }

  dialog {
    width: min(30rem, calc(100vw - 32px));
    max-height: calc(100dvh - 32px);
    padding: 0;
    border: 0;
    border-radius: 24px;
    overflow: auto;
    overscroll-behavior: contain;
    background: var(--paper);
    box-shadow: 0 24px 80px rgb(0 0 0 / 35%);
    color: var(--ink);
  }

  dialog[open] {
    animation: arrive 180ms ease-out;
  }

  dialog::backdrop {
    background: rgb(10 14 17 / 55%);
  }

  .sheet {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 12px 24px 28px;
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-height: 52px;
  }

  h2 {
    font-size: 1.25rem;
    letter-spacing: -0.015em;
  }

  header button {
    flex: none;
    width: 44px;
    min-height: 44px;
    margin-inline-end: -10px;
    padding: 0;
    background: none;
    color: var(--muted);
  }

  header button:hover {
    background: var(--line);
    color: var(--ink);
  }

  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 12px;
    }
  }

  @media (max-width: 560px) {
    dialog {
      width: 100%;
      max-width: none;
      max-height: calc(100dvh - 24px);
      margin: auto 0 0;
      border-radius: 24px 24px 0 0;
    }

    .sheet {
      padding: 10px 20px calc(24px + env(safe-area-inset-bottom));
    }
  }

  @media (forced-colors: active) {
    dialog {
      border: 2px solid;
    }
  }
`;
