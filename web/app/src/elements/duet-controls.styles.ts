import { css } from "lit";
import { tools } from "../styles/tools.styles.js";

export const styles = [
  tools,
  css`
    :host {
      display: block;
      container: controls / inline-size;
    }

    .row {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 12px;
      width: max-content;
      margin: 0 auto;
      padding: 8px;
      border-radius: 999px;
      position: relative;
      background: rgb(16 22 27 / 86%);
      box-shadow:
        0 0 0 1px rgb(255 255 255 / 8%),
        0 10px 32px rgb(0 0 0 / 40%);
    }

    .face {
      display: grid;
    }

    .face svg.icon {
      width: 24px;
      height: 24px;
    }

    .leave {
      width: 68px;
      background: #d3413a;
    }

    .leave:hover {
      background: #b7322c;
    }

    .leave svg.icon {
      width: 28px;
      height: 28px;
    }

    /* To the end of the row, which is the one edge that every width has room at. */
    duet-menu.more {
      --menu-right: -88px;
    }

    duet-menu.share {
      --menu-right: -152px;
    }

    .only-crowded,
    .only-narrow {
      display: none;
    }

    @media (hover: none) and (pointer: coarse) {
      .only-keys {
        display: none;
      }
    }

    @container controls (max-width: 430px) {
      .row {
        gap: 10px;
      }

      .tool,
      duet-menu {
        --tool: 48px;
      }

      /* The list is wider than the row and nearly as wide as the window: it fits in the middle alone. */
      duet-menu.more {
        --menu-right: auto;
        --menu-left: 50%;
        --menu-shift: -50%;
        position: static;
      }

      .roomy {
        display: none;
      }

      .only-crowded {
        display: inline-flex;
      }
    }

    @container controls (max-width: 330px) {
      .row {
        gap: 6px;
        padding: 6px;
      }

      .narrow-last {
        display: none;
      }

      .only-narrow {
        display: inline-flex;
      }

      .leave {
        width: 56px;
      }
    }

    @media (forced-colors: active) {
      .row {
        border: 1px solid;
      }

      .off {
        border-style: dashed;
      }
    }
  `,
];
