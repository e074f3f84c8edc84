import { css } from "lit";

/** What every element starts from: boxes, buttons, focus, text for screen readers only. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  /* Chinese breaks after its punctuation, not inside a word. */
  h1:lang(zh),
  h2:lang(zh),
  p:lang(zh) {
    word-break: keep-all;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.55em;
    min-height: 48px;
    padding: 0 1.4em;
    border: 1px solid transparent;
    border-radius: 999px;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition:
      background-color 140ms,
      border-color 140ms;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }

  button.primary {
    background: var(--accent);
    color: var(--on-accent);
  }

  button.primary:hover {
    background: var(--accent-strong);
  }

  button.quiet {
    background: transparent;
    border-color: var(--field-line);
    color: var(--ink);
  }

  button.quiet:hover {
    border-color: var(--ink);
  }

  button.danger {
    background: var(--danger);
    color: #fff;
  }

  button.danger:hover {
    background: var(--danger-strong);
  }

  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
  }

  svg.icon {
    flex: none;
    width: 1.4em;
    height: 1.4em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }

  @media (forced-colors: active) {
    button {
      border: 1px solid ButtonText;
    }
  }
`;
