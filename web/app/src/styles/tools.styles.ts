import { css } from "lit";

/** The round buttons on the picture, with a hint that names them and their key, and the lines of their menus. */
export const tools = css`
  .tool {
    position: relative;
    width: var(--tool, 52px);
    height: var(--tool, 52px);
    min-height: 44px;
    padding: 0;
    background: rgb(255 255 255 / 14%);
    color: #fff;
  }

  .tool svg.icon,
  .tool ::slotted(svg) {
    width: 24px;
    height: 24px;
  }

  .tool:hover,
  .tool[aria-expanded="true"] {
    background: rgb(255 255 255 / 26%);
  }

  /* Off is what one must see at a glance: the light turns. */
  .tool.off {
    background: #f3f5f4;
    color: #b4231d;
  }

  .tool.off:hover {
    background: #fff;
  }

  .tool.active {
    background: #62cdbd;
    color: #06231f;
  }

  .tool.active:hover {
    background: #84dccf;
  }

  .tool::after {
    content: attr(data-tip);
    position: absolute;
    bottom: calc(100% + 12px);
    left: 50%;
    width: max-content;
    max-width: 14rem;
    padding: 5px 11px;
    border-radius: 10px;
    background: #eef2f3;
    color: #12181d;
    font-size: 0.82rem;
    font-weight: 500;
    line-height: 1.4;
    opacity: 0;
    visibility: hidden;
    transform: translateX(-50%);
    transition: opacity 120ms;
    pointer-events: none;
  }

  .tool:not([data-key=""])[data-key]::after {
    content: attr(data-tip) "  (" attr(data-key) ")";
    white-space: pre;
  }

  .tool[aria-expanded="true"]::after {
    display: none;
  }

  .tool:focus-visible::after {
    opacity: 1;
    visibility: visible;
  }

  @media (hover: hover) {
    .tool:hover::after {
      opacity: 1;
      visibility: visible;
      transition-delay: 350ms;
    }
  }

  [role="menuitem"] {
    justify-content: flex-start;
    gap: 14px;
    width: 100%;
    min-height: 46px;
    padding: 8px 14px;
    border-radius: 12px;
    background: none;
    color: #eef2f3;
    font-size: 0.95rem;
    font-weight: 500;
    text-align: start;
  }

  [role="menuitem"]:hover,
  [role="menuitem"]:focus-visible {
    background: rgb(255 255 255 / 9%);
  }

  [role="menuitem"]:focus-visible {
    outline-offset: -3px;
  }

  [role="menuitem"] svg.icon {
    width: 22px;
    height: 22px;
    opacity: 0.85;
  }

  [role="menuitem"] .words {
    flex: 1;
    display: grid;
  }

  [role="menuitem"] small {
    color: #aab5bb;
    font-size: 0.82rem;
    font-weight: 400;
  }

  [role="menuitem"] kbd {
    margin-inline-start: auto;
    color: #98a4ab;
    font: inherit;
    font-size: 0.82rem;
  }

  @media (hover: none) {
    [role="menuitem"] kbd {
      display: none;
    }
  }
`;
