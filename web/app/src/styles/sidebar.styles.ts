import { css } from "lit";

/** What stands at the side of a call, and on a phone over the lower part of it. */
export const sidebar = css`
  :host {
    display: block;
  }

  section {
    display: flex;
    flex-direction: column;
    max-height: 100%;
    overflow: hidden;
    border-radius: 20px;
    background: #151c22;
    box-shadow:
      0 0 0 1px rgb(255 255 255 / 10%),
      0 16px 48px rgb(0 0 0 / 50%);
    color: #eef2f3;
    animation: enter 200ms ease-out;
  }

  header {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 8px 8px 4px 20px;
  }

  h2 {
    font-size: 1.1rem;
  }

  h2:focus {
    outline: none;
  }

  header button {
    width: 44px;
    min-height: 44px;
    padding: 0;
    background: none;
    color: #aab5bb;
  }

  header button:hover {
    background: rgb(255 255 255 / 10%);
    color: #fff;
  }

  @keyframes enter {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  @media (forced-colors: active) {
    section {
      border: 1px solid;
    }
  }
`;
