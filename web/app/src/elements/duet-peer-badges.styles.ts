import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    pointer-events: none;
  }

  p {
    display: flex;
    align-items: center;
    gap: 7px;
    min-height: 32px;
    padding: 0 13px 0 10px;
    border-radius: 999px;
    background: rgb(13 18 22 / 74%);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 9%);
    color: #eef2f3;
    font-size: 0.88rem;
    font-weight: 500;
  }

  p svg.icon {
    width: 18px;
    height: 18px;
    color: #ffb0a9;
  }

  :host([small]) p {
    min-height: 28px;
    padding: 0 6px;
  }

  @media (forced-colors: active) {
    p {
      border: 1px solid;
    }
  }
`;
