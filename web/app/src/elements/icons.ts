import { svg, type SVGTemplateResult } from "lit";

export const icon = (paths: SVGTemplateResult): SVGTemplateResult =>
  svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;

/** Drawn for Duet on a 24 grid, in strokes that take the text's colour. */
export const icons = {
  leave: icon(
    svg`<path d="M3.2 14.6c-.5-.6-.7-1.4-.4-2.1C4.1 9.6 7.9 8 12 8s7.9 1.6 9.2 4.5c.3.7.1 1.5-.4 2.1l-1 1.1a1.6 1.6 0 0 1-2 .3l-2.2-1.3a1.6 1.6 0 0 1-.8-1.6l.1-1.1a10.5 10.5 0 0 0-5.8 0l.1 1.1a1.6 1.6 0 0 1-.8 1.6L6.2 16a1.6 1.6 0 0 1-2-.3z"/>`,
  ),
  copy: icon(
    svg`<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="3"/><path d="M15.5 5.2A2.7 2.7 0 0 0 13 3.5H6.5a3 3 0 0 0-3 3V13c0 1.1.7 2.1 1.7 2.5"/>`,
  ),
  check: icon(svg`<path d="m5 12.8 4.6 4.6L19.2 7"/>`),
  renew: icon(svg`<path d="M19.5 9.5A8 8 0 0 0 5.2 8M4.5 14.5A8 8 0 0 0 18.8 16"/><path d="M5 3.8V8.2h4.4M19 20.2v-4.4h-4.4"/>`),
  noCamera: icon(
    svg`<path d="M4 4l16 16M8.2 6H13a2.5 2.5 0 0 1 2.5 2.5v2l4-2.6a.7.7 0 0 1 1 .6v7a.7.7 0 0 1-.4.6M15.5 15.5A2.5 2.5 0 0 1 13 18H6a2.5 2.5 0 0 1-2.5-2.5v-7C3.5 7.4 4.2 6.5 5.1 6.2"/>`,
  ),
  camera: icon(
    svg`<rect x="3.5" y="6" width="12" height="12" rx="2.5"/><path d="m15.5 10.5 4-2.6a.7.7 0 0 1 1 .6v7a.7.7 0 0 1-1 .6l-4-2.6"/>`,
  ),
  person: icon(svg`<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20c.9-3.6 3.9-5.5 7.5-5.5s6.6 1.9 7.5 5.5"/>`),
  speaker: icon(
    svg`<path d="M4 10v4a1 1 0 0 0 1 1h2.5l4.2 3.5a.8.8 0 0 0 1.3-.6V6.1a.8.8 0 0 0-1.3-.6L7.5 9H5a1 1 0 0 0-1 1z"/><path d="M16.5 9.2a4 4 0 0 1 0 5.6M19 6.5a8 8 0 0 1 0 11"/>`,
  ),
  warning: icon(
    svg`<path d="M12 9v4.5M12 16.8v.1"/><path d="M10.3 4.5 2.9 17.3a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.5a2 2 0 0 0-3.4 0z"/>`,
  ),
  direct: icon(svg`<circle cx="5" cy="12" r="2.5"/><circle cx="19" cy="12" r="2.5"/><path d="M7.5 12h9"/>`),
  relayed: icon(
    svg`<circle cx="5" cy="17" r="2.5"/><circle cx="19" cy="17" r="2.5"/><rect x="9" y="4" width="6" height="6" rx="1.5"/><path d="m6.4 14.9 3.4-4.9M17.6 14.9 14.2 10"/>`,
  ),
  chevron: icon(svg`<path d="m7 10 5 5 5-5"/>`),
  globe: icon(
    svg`<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.4 2.5 3.5 5.3 3.5 8.5s-1.1 6-3.5 8.5c-2.4-2.5-3.5-5.3-3.5-8.5S9.6 6 12 3.5z"/>`,
  ),
} as const;

/** Two discs that share a part: the sign of Duet. */
export const sign = svg`<svg class="sign" viewBox="0 0 40 24" aria-hidden="true" focusable="false">
  <circle class="first" cx="14" cy="12" r="11"/><circle class="second" cx="26" cy="12" r="11"/>
  <path class="both" d="M20 2.78a11 11 0 0 1 0 18.44 11 11 0 0 1 0-18.44z"/></svg>`;
