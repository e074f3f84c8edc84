import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }

  .heading {
    display: flex;
    justify-content: space-between;
    font-size: 0.85rem;
    font-weight: 600;
  }

  .unit {
    color: #98a4ab;
    font-weight: 400;
  }

  .plot {
    height: 92px;
    overflow: hidden;
  }
`;
