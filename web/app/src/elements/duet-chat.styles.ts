import { css } from "lit";
import { sidebar } from "../styles/sidebar.styles.js";

export const styles = [
  sidebar,
  css`
    section {
      height: 100%;
    }

    .log {
      flex: 1;
      min-height: 0;
      overflow-y: auto;
      overscroll-behavior: contain;
      padding: 4px 16px 12px;
    }

    .log:focus-visible {
      outline-offset: -4px;
      border-radius: 20px;
    }

    .empty {
      margin: 24px 16px;
      color: #aab5bb;
      text-align: center;
      text-wrap: balance;
    }

    ol {
      display: flex;
      flex-direction: column;
      gap: 4px;
      min-height: 100%;
      justify-content: flex-end;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: grid;
      justify-items: start;
      max-width: 86%;
      align-self: flex-start;
    }

    li.own {
      justify-items: end;
      align-self: flex-end;
    }

    li.turn {
      margin-top: 8px;
    }

    li p {
      margin: 0;
      padding: 8px 13px;
      border-radius: 16px 16px 16px 5px;
      background: #27323a;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
      line-height: 1.4;
    }

    li.own p {
      border-radius: 16px 16px 5px;
      background: #125a53;
    }

    li.sending p {
      opacity: 0.7;
    }

    a {
      color: #9be7da;
    }

    small {
      padding: 2px 6px;
      color: #aab5bb;
      font-size: 0.8rem;
    }

    /* Most have got there before it could be read. */
    .sending small {
      animation: show 160ms 700ms both;
    }

    .lost small {
      color: #ffb0a9;
    }

    form {
      flex: none;
      display: flex;
      align-items: flex-end;
      gap: 8px;
      padding: 8px 12px 12px;
    }

    textarea {
      flex: 1;
      min-width: 0;
      min-height: 44px;
      max-height: 8.5rem;
      box-sizing: border-box;
      padding: 10px 16px;
      border: 1px solid rgb(255 255 255 / 22%);
      border-radius: 22px;
      background: rgb(255 255 255 / 6%);
      color: inherit;
      font: inherit;
      font-size: 1rem; /* smaller ones make a phone zoom in */
      line-height: 1.4;
      resize: none;
      field-sizing: content;
    }

    textarea::placeholder {
      color: #aab5bb;
      opacity: 1;
    }

    textarea:disabled {
      border-style: dashed;
    }

    form button {
      flex: none;
      width: 44px;
      min-height: 44px;
      padding: 0;
      background: #62cdbd;
      color: #06231f;
    }

    form button:hover {
      background: #84dccf;
    }

    form button:disabled {
      background: rgb(255 255 255 / 10%);
      color: #8a969c;
    }

    @keyframes show {
      from {
        opacity: 0;
      }
    }

    @media (forced-colors: active) {
      li p,
      form button {
        border: 1px solid;
      }
    }
  `,
];
