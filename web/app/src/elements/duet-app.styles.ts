import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    min-height: 100dvh;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
  }

  :host([embedded]) {
    min-height: 0;
    padding: 0;
  }

  /* The page around has chosen the room. */
  duet-lobby.fixed::part(room) {
    display: none;
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 14px clamp(16px, 4vw, 40px);
  }

  .landmark {
    flex: 1;
    display: grid;
  }

  .stage:not([hidden]) {
    display: contents;
  }

  .withheld {
    display: grid;
    gap: 6px;
    width: min(60rem, 100% - 32px);
    margin: 16px auto 0;
    padding: 14px 16px;
    border-radius: 14px;
    background: var(--notice);
    color: var(--notice-ink);
  }

  .withheld h2 {
    display: flex;
    gap: 8px;
    font-size: 1rem;
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
