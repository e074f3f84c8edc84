import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }

  p {
    display: flex;
    align-items: center;
    gap: 12px;
    max-width: 30rem;
    padding: 8px 8px 8px 16px;
    border-radius: 20px;
    background: #f3f5f4;
    box-shadow: 0 10px 32px rgb(0 0 0 / 40%);
    color: #12181d;
    font-size: 0.95rem;
    line-height: 1.35;
    animation: rise 180ms ease-out;
  }

  p > svg.icon {
    width: 24px;
    height: 24px;
    color: #b4231d;
  }

  .talking {
    padding: 10px 18px 10px 14px;
    background: #62cdbd;
    color: #06231f;
  }

  .talking > svg.icon {
    color: inherit;
  }

  .words {
    flex: 1;
    display: grid;
  }

  small {
    color: #4c5961;
    font-size: 0.84rem;
  }

  button {
    flex: none;
    min-height: 44px;
    padding: 0 1.1em;
    border-radius: 14px;
    background: #0d6e66;
    color: #fff;
    font-size: 0.92rem;
  }

  button:hover {
    background: #09574f;
  }

  button:focus-visible {
    outline-color: #0d6e66;
  }

  @media (hover: none) and (pointer: coarse) {
    .keys {
      display: none;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  @media (forced-colors: active) {
    p {
      border: 1px solid;
    }
  }
`;
