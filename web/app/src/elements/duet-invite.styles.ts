import { css } from "lit";

export const styles = css`
  :host {
    display: grid;
    gap: 10px;
    width: 100%;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }

  input {
    flex: 1 1 14rem;
    min-width: 0;
    min-height: 48px;
    padding: 0 16px;
    border: 1px solid #6f7b85;
    border-radius: 999px;
    background: rgb(255 255 255 / 6%);
    color: inherit;
    font: inherit;
    font-size: 0.95rem;
    text-overflow: ellipsis;
  }

  button {
    flex: 0 0 auto;
    background: #62cdbd;
    color: #06231f;
  }

  button:hover {
    background: #84dccf;
  }

  p {
    min-height: 1.5em;
    color: #84dccf;
    font-size: 0.9rem;
  }

  @media (max-width: 480px) {
    input,
    button {
      flex: 1 1 100%;
    }
  }
`;
