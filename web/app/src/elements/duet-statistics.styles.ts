import { css } from "lit";
import { sidebar } from "../styles/sidebar.styles.js";

export const styles = [
  sidebar,
  css`
    h3 {
      margin: 6px 0 0;
      font-size: 0.9rem;
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
  `,
];
