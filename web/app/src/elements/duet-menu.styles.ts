import { css } from "lit";
import { tools } from "../styles/tools.styles.js";

export const styles = [
  tools,
  css`
    :host {
      position: relative;
      display: inline-flex;
    }

    .list {
      position: absolute;
      right: var(--menu-right, 0);
      left: var(--menu-left, auto);
      translate: var(--menu-shift, 0);
      bottom: calc(100% + 14px);
      z-index: 2;
      display: grid;
      width: max-content;
      min-width: 15rem;
      max-width: min(22rem, 100cqw - 24px);
      max-height: min(28rem, 100cqh - 116px);
      overflow-y: auto;
      overscroll-behavior: contain;
      padding: 8px;
      border-radius: 18px;
      background: #1b232a;
      box-shadow:
        0 0 0 1px rgb(255 255 255 / 12%),
        0 16px 48px rgb(0 0 0 / 55%);
      animation: rise 140ms ease-out;
    }

    @keyframes rise {
      from {
        opacity: 0;
        transform: translateY(6px);
      }
    }

    @media (forced-colors: active) {
      .list {
        border: 1px solid;
      }
    }
  `,
];
