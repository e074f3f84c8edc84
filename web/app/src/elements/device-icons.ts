import { svg } from "lit";
import { icon } from "./icons.js";

/** Of devices, and of what one does with them and with a room's link. */
export const deviceIcons = {
  microphone: icon(svg`<rect x="9" y="3" width="6" height="11.5" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>`),
  noMicrophone: icon(
    svg`<path d="M4 4l16 16M15 10.8V6a3 3 0 0 0-5.8-1M9 9v2.5a3 3 0 0 0 4.6 2.5M5.5 11.5a6.5 6.5 0 0 0 10.4 5.2M18.5 11.5a6.5 6.5 0 0 1-.5 2.5M12 18v3"/>`,
  ),
  settings: icon(svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.6"/><circle cx="8" cy="17" r="2.6"/>`),
  flip: icon(
    svg`<path d="M4.5 10.5A8 8 0 0 1 18 6.6M19.5 13.5A8 8 0 0 1 6 17.4"/><path d="M18.5 2.8v4.2h-4.2M5.5 21.2V17h4.2"/><circle cx="12" cy="12" r="2.4"/>`,
  ),
  share: icon(
    svg`<path d="M12 14.5V3.5M8 7l4-3.6L16 7"/><path d="M7.5 10.5h-1a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-6a2 2 0 0 0-2-2h-1"/>`,
  ),
  code: icon(
    svg`<rect x="4" y="4" width="6" height="6" rx="1.2"/><rect x="14" y="4" width="6" height="6" rx="1.2"/><rect x="4" y="14" width="6" height="6" rx="1.2"/><path d="M14 14h2.5v2.5M20 14v2.5M14 20v-.5M17.5 20H20"/>`,
  ),
  close: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  invite: icon(svg`<circle cx="10" cy="8.5" r="3.8"/><path d="M3.2 19.6c.8-3.4 3.5-5.2 6.8-5.2 1.2 0 2.3.2 3.3.7M18 13.5v6M15 16.5h6"/>`),
  network: icon(svg`<path d="M3.5 9.2a12.5 12.5 0 0 1 17 0M6.6 12.6a8 8 0 0 1 10.8 0M9.6 15.9a3.6 3.6 0 0 1 4.8 0M12 19.2v.1"/>`),
  blocked: icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="m6 6 12 12"/>`),
  minus: icon(svg`<path d="M6 12h12"/>`),
} as const;
