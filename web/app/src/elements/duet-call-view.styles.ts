import { css } from "lit";

/* The stage is dark by day and night: pictures look best on it. */
export const styles = css`
  :host {
    --focus: #84dccf;
    container: call / size;
    position: fixed;
    inset: 0;
    color-scheme: dark;
    color: #eef2f3;
  }

  /* By the size of the call and not of the window: it may be a part of somebody's page. */
  section {
    --edge: 20px;
    --inset-top: max(var(--edge), env(safe-area-inset-top));
    --inset-bottom: max(var(--edge), env(safe-area-inset-bottom));
    --inset-right: max(var(--edge), env(safe-area-inset-right));
    --inset-left: max(var(--edge), env(safe-area-inset-left));
    --bar: 84px; /* what the controls take of the height, with air */
    --small-width: clamp(150px, 19cqw, 256px);
    position: absolute;
    inset: 0;
    overflow: hidden;
    background: radial-gradient(120% 90% at 50% 0%, #1c3a3d 0%, #0d1216 62%) #0d1216;
  }

  section:focus {
    outline: none;
  }

  section.rests {
    cursor: none;
  }

  /* Pictures */

  .tile {
    position: absolute;
  }

  .tile duet-video {
    position: absolute;
    inset: 0;
  }

  .large {
    inset: 0;
  }

  .large duet-video {
    background: none;
  }

  .alone .remote {
    visibility: hidden;
  }

  .small {
    z-index: 1;
    width: var(--small-width);
    aspect-ratio: 4 / 3;
    border-radius: 16px;
    box-shadow:
      0 0 0 1px rgb(255 255 255 / 14%),
      0 8px 28px rgb(0 0 0 / 45%);
    transition: inset 220ms ease-out;
  }

  .small duet-video {
    border-radius: inherit;
  }

  .floating .small {
    top: auto;
    right: var(--inset-right);
    bottom: var(--inset-bottom);
    left: auto;
  }

  .shown.floating[data-corner|="top"] .small {
    top: var(--inset-top);
    bottom: auto;
  }

  .shown.floating[data-corner$="left"] .small {
    right: auto;
    left: var(--inset-left);
  }

  .shown.floating[data-corner="top-left"] .small {
    top: calc(var(--inset-top) + 44px);
  }

  .enlarge {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    padding: 0;
    border-radius: inherit;
    background: none;
    color: #fff;
    touch-action: none;
  }

  .enlarge svg.icon {
    width: 36px;
    height: 36px;
    padding: 8px;
    border-radius: 50%;
    background: rgb(13 18 22 / 70%);
    opacity: 0;
    transition: opacity 140ms;
  }

  .enlarge:focus-visible svg.icon {
    opacity: 1;
  }

  .enlarge.dragging {
    cursor: grabbing;
  }

  @media (hover: hover) {
    .enlarge:not(.dragging):hover svg.icon {
      opacity: 1;
    }
  }

  .absent {
    display: grid;
    justify-items: center;
    gap: 16px;
    padding: 20px;
    color: #c9d1d6;
    animation: appear 300ms 1500ms both ease-out; /* the first frame may be on its way */
  }

  .absent.known {
    animation-delay: 0ms;
  }

  .absent .face {
    display: grid;
    place-items: center;
    width: clamp(88px, 22cqmin, 148px);
    aspect-ratio: 1;
    border-radius: 50%;
    background: rgb(255 255 255 / 8%);
  }

  .absent svg.icon {
    width: 50%;
    height: 50%;
    stroke-width: 1.3;
  }

  .small .absent {
    padding: 0;
  }

  .small .absent .face {
    width: 52px;
  }

  .small .absent span:not(.face) {
    display: none;
  }

  .muted {
    position: absolute;
    right: 8px;
    bottom: 8px;
    display: grid;
    place-items: center;
    width: 28px;
    height: 28px;
    border-radius: 50%;
    background: rgb(13 18 22 / 74%);
    color: #ffb0a9;
    pointer-events: none;
  }

  .muted svg.icon {
    width: 18px;
    height: 18px;
  }

  duet-peer-badges {
    position: absolute;
    bottom: calc(var(--inset-bottom) + 10px); /* as high as the middle of the controls */
    left: var(--inset-left);
    max-width: calc(50% - 190px);
  }

  .small duet-peer-badges {
    bottom: 8px;
    left: 8px;
    max-width: none;
  }

  .shown.floating[data-corner="bottom-left"] .large duet-peer-badges {
    bottom: calc(var(--inset-bottom) + var(--small-width) * 0.75 + 12px);
  }

  /* A shared screen, and the faces beside it */

  .strip .large {
    inset: 16px calc(var(--small-width) + var(--inset-right) + 16px) calc(var(--inset-bottom) + var(--bar)) var(--inset-left);
    border-radius: 16px;
    overflow: hidden;
    background: #06090b;
  }

  .strip .small {
    top: 16px;
    right: var(--inset-right);
  }

  .strip .small ~ .small {
    top: calc(16px + var(--small-width) * 0.75 + 14px);
  }

  .strip .large duet-peer-badges {
    bottom: 14px;
    left: 14px;
  }

  .strip .status {
    top: auto;
    bottom: calc(var(--inset-bottom) + 10px);
  }

  /* Words */

  .middle {
    position: absolute;
    inset: var(--inset-top) var(--inset-right) calc(var(--inset-bottom) + var(--bar)) var(--inset-left);
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

  /* Most are there before it can be read. What moves meanwhile is drawn all the time, by the processor that is to make the first picture. */
  .card:not(.alone),
  .card:not(.alone) .sign > * {
    animation-delay: 500ms;
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
    animation: come-first 3.2s 2 alternate-reverse ease-in-out;
  }

  .second {
    fill: #f0a072;
    mix-blend-mode: multiply;
    animation: come-second 3.2s 2 alternate-reverse ease-in-out;
  }

  .both {
    display: none;
  }

  .card.alone .second {
    fill: none;
    stroke: #f0a072;
    stroke-width: 1.2;
    stroke-dasharray: 3 3.3;
    mix-blend-mode: normal;
  }

  .status {
    position: absolute;
    top: var(--inset-top);
    left: var(--inset-left);
    z-index: 3;
    display: flex;
    gap: 8px;
    transition: opacity 240ms;
  }

  .notices {
    position: absolute;
    top: var(--inset-top);
    left: 50%;
    z-index: 2;
    display: grid;
    grid-template-columns: minmax(0, auto);
    justify-items: center;
    gap: 8px;
    width: max-content;
    max-width: calc(100% - 40px);
    transform: translateX(-50%);
  }

  .pill {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 40px;
    padding: 6px 16px 6px 14px;
    border-radius: 22px;
    background: rgb(13 18 22 / 84%);
    box-shadow: 0 6px 20px rgb(0 0 0 / 30%);
    font-size: 0.95rem;
    animation: appear 200ms ease-out;
  }

  .pill > svg.icon {
    color: #ffc35c;
  }

  .sharing {
    gap: 10px;
    padding: 4px 4px 4px 16px;
    background: #0f4f49;
  }

  .sharing > svg.icon {
    color: #9be7da;
  }

  .sharing button {
    min-height: 36px;
    position: relative;
    padding: 0 1.1em;
    background: #62cdbd;
    color: #06231f;
    font-size: 0.92rem;
  }

  .sharing button::before {
    content: "";
    position: absolute;
    inset: -4px; /* a finger needs more than one sees */
  }

  .sharing button:hover {
    background: #84dccf;
  }

  .written {
    max-width: min(100%, 26rem);
    padding-inline: 14px 8px;
    color: inherit;
    font-weight: 400;
  }

  .written:hover {
    background: #1c262d;
  }

  .written > svg.icon {
    color: #9be7da;
  }

  .written .words {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    animation: fold 400ms 10s both ease-in;
  }

  .written b {
    min-width: 26px;
    padding: 2px 8px;
    border-radius: 13px;
    background: #62cdbd;
    color: #06231f;
    font-size: 0.85rem;
    text-align: center;
  }

  .hear {
    position: absolute;
    top: 50%;
    left: 50%;
    z-index: 2;
    transform: translate(-50%, -50%);
    background: #62cdbd;
    color: #06231f;
    box-shadow: 0 8px 28px rgb(0 0 0 / 45%);
  }

  /* Controls */

  .bottom {
    position: absolute;
    inset: auto 0 max(12px, calc(var(--inset-bottom) - 8px));
    z-index: 4;
    display: grid;
    gap: 12px;
    pointer-events: none;
  }

  duet-hint {
    justify-self: center;
    max-width: calc(100% - 24px);
    pointer-events: auto;
  }

  duet-controls {
    transition:
      opacity 240ms,
      transform 240ms;
  }

  duet-controls::part(row) {
    pointer-events: auto;
  }

  .rests duet-controls:not(:focus-within) {
    opacity: 0;
    transform: translateY(16px);
  }

  .rests .status:not(:focus-within) {
    opacity: 0;
  }

  /* A mouse wakes them before it can press; the first tap of a finger must wake them and press nothing. */
  @media (any-pointer: coarse) {
    .rests duet-controls:not(:focus-within)::part(row) {
      pointer-events: none;
    }
  }

  .sidebar {
    position: absolute;
    inset: var(--inset-top) var(--inset-right) var(--inset-bottom) auto;
    z-index: 5;
    width: 380px;
  }

  /* It stands beside the faces and not on them. */
  .beside.shown.floating[data-corner$="right"] .small,
  .beside.strip .small {
    right: calc(var(--inset-right) + 392px);
  }

  .beside.strip .large {
    right: calc(var(--small-width) + var(--inset-right) + 404px);
  }

  .beside .bottom {
    right: calc(var(--inset-right) + 376px);
  }

  .beside.shown.floating[data-corner^="bottom"] .small {
    bottom: calc(var(--inset-bottom) + var(--bar));
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }

  @keyframes fold {
    from {
      max-width: 22rem;
    }

    to {
      max-width: 0;
      margin-inline-end: -8px;
      opacity: 0;
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

  /* Upright, and frames in other pages */
  @container call (max-width: 700px) {
    section {
      --edge: 12px;
      --small-width: clamp(84px, 27cqw, 132px);
    }

    .small {
      aspect-ratio: 3 / 4;
    }

    .floating .small {
      bottom: calc(var(--inset-bottom) + var(--bar));
    }

    .shown.floating[data-corner|="top"] .small {
      top: calc(var(--inset-top) + 44px);
    }

    .notices {
      top: calc(var(--inset-top) + 44px);
      max-width: calc(100% - 24px);
    }

    duet-peer-badges,
    .shown.floating[data-corner="bottom-left"] .large duet-peer-badges {
      bottom: calc(var(--inset-bottom) + var(--bar));
      max-width: calc(100% - 2 * var(--edge) - var(--small-width) - 12px);
    }

    .shown.floating[data-corner="bottom-left"] .large duet-peer-badges {
      right: var(--inset-right);
      left: auto;
    }

    .alone .middle {
      bottom: calc(var(--inset-bottom) + var(--bar) + var(--small-width) * 1.34 + 12px);
    }

    .strip .small {
      top: var(--inset-top);
      aspect-ratio: 4 / 3;
    }

    .strip .small ~ .small {
      top: var(--inset-top);
      right: calc(var(--inset-right) + var(--small-width) + 8px);
    }

    .strip .large {
      inset: calc(var(--inset-top) + var(--small-width) * 0.75 + 12px) 0 calc(var(--inset-bottom) + var(--bar)) 0;
      border-radius: 0;
    }

    .strip .status {
      top: var(--inset-top);
      bottom: auto;
      flex-direction: column;
    }

    .strip .notices {
      top: calc(var(--inset-top) + var(--small-width) * 0.75 + 22px);
    }

    .beside.shown.floating[data-corner$="right"] .small {
      right: var(--inset-right);
    }

    .beside.strip .small {
      right: var(--inset-right);
    }

    .beside.strip .small ~ .small {
      right: calc(var(--inset-right) + var(--small-width) + 8px);
    }

    .beside.strip .large {
      right: 0;
    }

    .beside .bottom {
      right: 0;
    }

    .sidebar {
      inset: auto 8px max(8px, env(safe-area-inset-bottom)) 8px;
      width: auto;
      height: min(72%, 34rem);
    }
  }

  @container call (max-width: 340px) {
    section {
      --small-width: 80px;
    }

    .strip duet-path {
      display: none;
    }
  }

  /* A phone on its side */
  @container call (max-height: 480px) and (min-width: 701px) {
    section {
      --edge: 12px;
      --small-width: 148px;
      --bar: 0px;
    }

    .card .sign {
      display: none;
    }

    .alone .middle {
      bottom: calc(var(--inset-bottom) + 68px);
    }

    .strip .large {
      inset: 8px calc(var(--small-width) + var(--inset-right) + 10px) 8px var(--inset-left);
    }

    .strip .small {
      top: 8px;
    }

    .strip .small ~ .small {
      top: calc(8px + var(--small-width) * 0.75 + 8px);
    }

    .strip .status {
      top: 16px;
      left: calc(var(--inset-left) + 8px);
      bottom: auto;
    }
  }

  /* A frame that is small both ways */
  @container call (max-height: 480px) and (max-width: 700px) {
    .card {
      gap: 8px;
    }

    .card .sign {
      display: none;
    }

    .alone .small {
      display: none;
    }

    .alone .middle {
      bottom: calc(var(--inset-bottom) + 72px);
    }
  }

  @media (forced-colors: active) {
    .pill,
    .small,
    .muted {
      border: 1px solid;
    }
  }
`;
