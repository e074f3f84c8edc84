import { css } from "lit";

export const styles = css`
  :host {
    position: relative;
    display: grid;
    overflow: hidden;
    aspect-ratio: 16 / 10;
    min-height: 13rem;
    border-radius: var(--radius);
    background: #1b232a;
    box-shadow: var(--shadow);
    color: #fff;
  }

  duet-video {
    grid-area: 1 / 1;
    min-height: 0;
  }

  /* White on any picture. */
  .bar {
    grid-area: 1 / 1;
    align-self: end;
    z-index: 1;
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
    gap: 8px;
    padding: 56px 16px 16px;
    background: linear-gradient(transparent, rgb(8 12 15 / 62%));
    pointer-events: none;
  }

  .bar button {
    pointer-events: auto;
  }

  .switches,
  .end {
    display: flex;
    gap: 12px;
  }

  .end {
    justify-content: flex-end;
    gap: 4px;
  }

  .switch {
    position: relative;
    width: 56px;
    min-height: 56px;
    padding: 0;
    border-color: rgb(255 255 255 / 55%);
    background: rgb(20 27 33 / 72%);
    color: #fff;
    font-size: 1.2rem;
  }

  .switch:hover {
    background: rgb(44 54 63 / 92%);
  }

  .switch.off {
    border-color: transparent;
    background: #c4352f;
  }

  .switch.off:hover {
    background: #a72a25;
  }

  .switch.lacking::after {
    content: "!";
    position: absolute;
    top: -4px;
    inset-inline-end: -4px;
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    border-radius: 50%;
    background: #f6b26b;
    color: #2a1606;
    font-size: 0.9rem;
    font-weight: 800;
  }

  .small {
    width: 44px;
    min-height: 44px;
    padding: 0;
    background: rgb(20 27 33 / 55%);
    color: #fff;
  }

  .small:hover {
    background: rgb(44 54 63 / 92%);
  }

  :focus-visible {
    outline-color: #fff;
    box-shadow: 0 0 0 3px #11161b;
  }

  duet-level {
    --level: #7fe3d4;
    width: 44px;
    height: 18px;
    padding: 0;
  }

  .start {
    display: flex;
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 20px 20px 88px;
    font-size: 0.95rem;
  }

  .waiting {
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

  @media (max-height: 480px) {
    .empty svg.icon {
      display: none;
    }
  }

  @media (max-width: 400px) {
    .bar {
      padding-inline: 12px;
    }
  }

  @media (forced-colors: active) {
    :host {
      border: 1px solid;
    }

    .switch.off {
      border: 3px solid;
    }
  }
`;
