import { css } from "lit";

/* The stage is dark by day and night: pictures look best on it. */
export const styles = css`
  :host {
    --focus: #84dccf;
    --inset-top: max(20px, env(safe-area-inset-top));
    --inset-bottom: max(20px, env(safe-area-inset-bottom));
    --inset-right: max(20px, env(safe-area-inset-right));
    --inset-left: max(20px, env(safe-area-inset-left));
    position: fixed;
    inset: 0;
    color-scheme: dark;
    color: #eef2f3;
  }

  section {
    position: absolute;
    inset: 0;
    overflow: hidden;
    background: radial-gradient(120% 90% at 50% 0%, #1c3a3d 0%, #0d1216 62%) #0d1216;
  }

  section:focus {
    outline: none;
  }

  .remote {
    position: absolute;
    inset: 0;
    background: none;
    visibility: hidden;
  }

  .remote.shown {
    visibility: visible;
  }

  .absent {
    display: grid;
    justify-items: center;
    gap: 14px;
    padding: 20px;
    color: #c9d1d6;
    animation: appear 300ms 1500ms both ease-out; /* the first frame may be on its way */
  }

  .absent svg.icon {
    width: 72px;
    height: 72px;
    stroke-width: 1.2;
  }

  .middle {
    position: absolute;
    inset: var(--inset-top) var(--inset-right) calc(var(--inset-bottom) + 72px) var(--inset-left);
    display: grid;
    overflow-y: auto;
  }

  .card {
    display: grid;
    justify-items: center;
    gap: 12px;
    width: min(38rem, 100%);
    margin: auto;
    text-align: center;
    animation: appear 300ms 80ms both ease-out;
  }

  .card h1 {
    font-size: clamp(1.4rem, 4.5vw, 1.75rem);
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }

  .card p {
    color: #b9c4c9;
    text-wrap: balance;
  }

  .card duet-invite {
    margin-top: 10px;
  }

  .sign {
    width: 112px;
    margin-bottom: 10px;
    overflow: visible;
  }

  .first {
    fill: #2ba598;
    animation: come-first 3.2s infinite alternate ease-in-out;
  }

  .second {
    fill: #f0a072;
    mix-blend-mode: multiply;
    animation: come-second 3.2s infinite alternate ease-in-out;
  }

  .both {
    display: none;
  }

  .alone .second {
    fill: none;
    stroke: #f0a072;
    stroke-width: 1.2;
    stroke-dasharray: 3 3.3;
    mix-blend-mode: normal;
  }

  .self {
    position: absolute;
    right: var(--inset-right);
    bottom: var(--inset-bottom);
    width: clamp(96px, 19vw, 240px);
    aspect-ratio: 4 / 3;
    border-radius: 16px;
    box-shadow:
      0 0 0 1px rgb(255 255 255 / 14%),
      0 8px 28px rgb(0 0 0 / 45%);
  }

  .self svg.icon {
    width: 32px;
    height: 32px;
    opacity: 0.8;
  }

  .top {
    position: absolute;
    inset: var(--inset-top) var(--inset-right) auto var(--inset-left);
    display: grid;
    grid-template-columns: minmax(max-content, 1fr) auto 1fr;
    align-items: start;
    gap: 10px 12px;
    pointer-events: none;
  }

  .top > * {
    pointer-events: auto;
  }

  .pill {
    grid-column: 2;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    border-radius: 20px;
    background: rgb(13 18 22 / 82%);
    font-size: 0.95rem;
  }

  .hear {
    position: absolute;
    top: 50%;
    left: 50%;
    transform: translate(-50%, -50%);
    background: #62cdbd;
    color: #06231f;
    box-shadow: 0 8px 28px rgb(0 0 0 / 45%);
  }

  .leave {
    position: absolute;
    bottom: var(--inset-bottom);
    left: 50%;
    min-height: 56px;
    padding: 0 1.8em;
    transform: translateX(-50%);
    background: #cf3f38;
    box-shadow: 0 6px 20px rgb(0 0 0 / 35%);
  }

  .leave svg.icon {
    width: 1.8em;
    height: 1.8em;
  }

  .leave:hover {
    background: #b7322c;
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }

  @keyframes come-first {
    from {
      transform: translateX(-3px);
    }
  }

  @keyframes come-second {
    from {
      transform: translateX(3px);
    }
  }

  @media (max-width: 600px) {
    .top {
      grid-template-columns: 100%;
    }

    .pill {
      grid-column: 1;
      justify-self: center;
    }

    .self {
      bottom: calc(var(--inset-bottom) + 72px);
      width: 104px;
      aspect-ratio: 3 / 4;
    }

    .middle {
      bottom: calc(var(--inset-bottom) + 224px);
    }
  }

  @media (max-height: 480px) {
    .middle {
      bottom: calc(var(--inset-bottom) + 64px);
    }

    .card .sign {
      display: none;
    }

    .self {
      width: 120px;
      bottom: var(--inset-bottom);
      aspect-ratio: 4 / 3;
    }
  }

  @media (forced-colors: active) {
    .pill,
    .self {
      border: 1px solid;
    }
  }
`;
