import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }

  div {
    display: flex;
    align-items: center;
    gap: 3px;
    height: 100%;
  }

  i {
    flex: 1;
    min-width: 3px;
    height: 100%;
    border-radius: 99px;
    background: color-mix(in srgb, currentcolor 24%, transparent);
  }

  i.lit {
    background: var(--level, var(--accent));
  }

  @media (forced-colors: active) {
    i {
      forced-color-adjust: none;
      background: GrayText;
    }

    i.lit {
      background: Highlight;
    }
  }
`;
