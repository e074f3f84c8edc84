import { css } from "lit";

/** A small button on the picture, and the words that it opens. */
export const disclosure = css`
  :host {
    position: relative;
    z-index: 1; /* what it means lies over everything beside it */
    display: block;
    width: max-content;
  }

  button {
    position: relative;
    gap: 6px;
    min-height: 32px;
    padding: 0 12px 0 9px;
    background: rgb(13 18 22 / 70%);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 9%);
    color: #dfe5e8;
    font-size: 0.85rem;
    font-weight: 500;
  }

  button:hover,
  button[aria-expanded="true"] {
    background: rgb(13 18 22 / 88%);
    color: #fff;
  }

  /* A finger needs more than one sees. */
  button::before {
    content: "";
    position: absolute;
    inset: -7px -6px;
  }

  p {
    position: absolute;
    top: calc(100% + 8px);
    left: 0;
    width: max-content;
    max-width: min(20rem, 100vw - 40px);
    padding: 10px 14px;
    border-radius: 14px;
    background: #1b232a;
    box-shadow:
      0 0 0 1px rgb(255 255 255 / 14%),
      0 8px 28px rgb(0 0 0 / 45%);
    color: #eef2f3;
    font-size: 0.9rem;
    line-height: 1.45;
    text-wrap: pretty;
  }

  /* The way from the button to the words is part of them: the mouse loses neither. */
  p::before {
    content: "";
    position: absolute;
    inset: -8px 0 auto;
    height: 8px;
  }

  @media (forced-colors: active) {
    p {
      border: 1px solid;
    }
  }
`;
