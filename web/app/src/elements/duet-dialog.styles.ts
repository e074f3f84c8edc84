import { css } from "lit";

export const styles = css`
  dialog {
    --focus: var(--accent); /* the sheet is light by day, the call is not */
    width: min(30rem, 100% - 24px);
    max-width: none;
    max-height: calc(100% - 24px);
    padding: 0;
    border: 0;
    border-radius: 22px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    background: var(--surface);
    box-shadow: 0 24px 80px rgb(0 0 0 / 50%);
    color: var(--ink);
    animation: rise 160ms ease-out;
  }

  dialog::backdrop {
    background: rgb(6 10 13 / 55%);
  }

  .sheet {
    display: grid;
    gap: 14px;
    padding: 20px 24px 24px;
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
  }

  h2 {
    font-size: 1.25rem;
    letter-spacing: -0.01em;
  }

  .close {
    width: 44px;
    min-height: 44px;
    margin-inline-end: -10px;
    padding: 0;
    background: none;
    color: var(--muted);
  }

  .close:hover {
    background: color-mix(in srgb, var(--ink) 8%, transparent);
    color: var(--ink);
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(10px);
    }
  }

  @media (max-width: 480px) {
    .sheet {
      padding: 14px 18px 20px;
    }
  }

  @media (forced-colors: active) {
    dialog {
      border: 1px solid;
    }
  }
`;
