import { css } from "lit";

export const styles = css`
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

  h3 {
    margin: 6px 0 0;
    font-size: 0.9rem;
  }

  button {
    width: 44px;
    min-height: 44px;
    padding: 0;
    background: none;
    color: #aab5bb;
  }

  button:hover {
    background: rgb(255 255 255 / 10%);
    color: #fff;
  }

  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 4px 20px 20px;
    font-size: 0.88rem;
    font-variant-numeric: tabular-nums;
  }

  .body:focus-visible {
    outline-offset: -4px;
    border-radius: 20px;
  }

  dl {
    margin: 0;
  }

  dl div {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    padding: 3px 0;
  }

  dt,
  table th {
    color: #aab5bb;
    font-weight: 400;
    text-align: start;
  }

  dd {
    margin: 0;
    text-align: end;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  td,
  th {
    padding: 3px 0;
    text-align: end;
  }

  table .group {
    padding-top: 12px;
    color: #eef2f3;
    font-weight: 600;
  }

  .legend {
    display: flex;
    gap: 18px;
    font-size: 0.82rem;
  }

  .legend span::before {
    content: "";
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-inline-end: 7px;
    border-radius: 50%;
    background: currentcolor;
  }

  .sent,
  thead .sent {
    color: #62cdbd;
    text-align: end;
  }

  .received,
  thead .received {
    color: #f0a072;
    text-align: end;
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
