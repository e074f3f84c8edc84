import { css } from "lit";

export const styles = css`
  button {
    min-width: 44px;
    padding: 0 12px;
  }

  .bars {
    display: flex;
    align-items: flex-end;
    gap: 2.5px;
    height: 15px;
  }

  i {
    width: 3.5px;
    height: 15px;
    border-radius: 2px;
    background: rgb(255 255 255 / 26%);
  }

  i:nth-child(1) {
    height: 5px;
  }

  i:nth-child(2) {
    height: 8px;
  }

  i:nth-child(3) {
    height: 11.5px;
  }

  .level-4 i,
  .level-3 i:not(:nth-child(n + 4)) {
    background: #6fdc9f;
  }

  .level-2 i:not(:nth-child(n + 3)) {
    background: #ffc35c;
  }

  .level-1 i:first-child {
    background: #ff8077;
  }

  @media (forced-colors: active) {
    i {
      border: 1px solid CanvasText;
    }

    .level-4 i,
    .level-3 i:not(:nth-child(n + 4)),
    .level-2 i:not(:nth-child(n + 3)),
    .level-1 i:first-child {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
