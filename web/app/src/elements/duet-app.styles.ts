import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    min-height: 100dvh;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 14px clamp(16px, 4vw, 40px);
  }

  main {
    flex: 1;
    display: grid;
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    font-size: 1.3rem;
    font-weight: 700;
    letter-spacing: -0.02em;
  }

  .brand .sign {
    width: 38px;
  }

  .first {
    fill: var(--first);
  }

  .second {
    fill: var(--second);
  }

  .both {
    fill: var(--both);
  }
`;
