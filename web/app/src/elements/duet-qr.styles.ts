import { css } from "lit";

export const styles = css`
  :host {
    display: block;
    width: 200px;
    max-width: 100%;
    aspect-ratio: 1;
    border-radius: 16px;
    overflow: hidden;
    background: #fff; /* dark on light, in every theme: readers want it */
    forced-color-adjust: none;
  }

  svg {
    display: block;
    width: 100%;
  }

  path {
    fill: #11161b;
  }
`;
