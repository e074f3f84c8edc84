import { svg } from "lit";
import { icon } from "./icons.js";

/** What the controls of a call show, drawn like the rest of Duet's icons. */
export const callIcons = {
  microphone: icon(svg`<rect x="9" y="3" width="6" height="11.5" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6"/>`),
  microphoneOff: icon(
    svg`<path d="M4 4l16 16M9 9v2.5a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.8-1.1M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.5 11.5c0 .9-.2 1.8-.5 2.6M12 18v3M9 21h6"/>`,
  ),
  share: icon(svg`<rect x="3" y="4.5" width="18" height="12.5" rx="2.5"/><path d="M8.5 20.5h7M12 14V8M9.3 10.4 12 7.7l2.7 2.7"/>`),
  stopSharing: icon(svg`<rect x="3" y="4.5" width="18" height="12.5" rx="2.5"/><path d="M8.5 20.5h7M9.7 8.4l4.6 4.6M14.3 8.4 9.7 13"/>`),
  text: icon(
    svg`<path d="M6.5 3.5h7.2L18.5 8v10a2.5 2.5 0 0 1-2.5 2.5H6.5A2.5 2.5 0 0 1 4 18V6a2.5 2.5 0 0 1 2.5-2.5z"/><path d="M8 10h5M8 13.2h6.5M8 16.4h4"/>`,
  ),
  motion: icon(svg`<rect x="3.5" y="5" width="17" height="14" rx="3"/><path d="m10.3 9.2 4.6 2.8-4.6 2.8z"/>`),
  more: icon(
    svg`<circle cx="12" cy="5.5" r="1.2" fill="currentColor"/><circle cx="12" cy="12" r="1.2" fill="currentColor"/><circle cx="12" cy="18.5" r="1.2" fill="currentColor"/>`,
  ),
  settings: icon(
    svg`<path d="M4 7.5h8.5M17.5 7.5H20M4 16.5h2.5M11.5 16.5H20"/><circle cx="15" cy="7.5" r="2.5"/><circle cx="9" cy="16.5" r="2.5"/>`,
  ),
  fullScreen: icon(
    svg`<path d="M8.5 4H6a2 2 0 0 0-2 2v2.5M15.5 4H18a2 2 0 0 1 2 2v2.5M8.5 20H6a2 2 0 0 1-2-2v-2.5M15.5 20H18a2 2 0 0 0 2-2v-2.5"/>`,
  ),
  leaveFullScreen: icon(
    svg`<path d="M4 8.5h2.5a2 2 0 0 0 2-2V4M20 8.5h-2.5a2 2 0 0 1-2-2V4M4 15.5h2.5a2 2 0 0 1 2 2V20M20 15.5h-2.5a2 2 0 0 0-2 2V20"/>`,
  ),
  pictureInPicture: icon(
    svg`<path d="M11 18.5H6A2.5 2.5 0 0 1 3.5 16V8A2.5 2.5 0 0 1 6 5.5h12A2.5 2.5 0 0 1 20.5 8v2.5"/><rect x="13.5" y="13" width="8" height="6" rx="1.6"/>`,
  ),
  statistics: icon(svg`<path d="M4 4v14a2 2 0 0 0 2 2h14"/><path d="m7.5 14.5 3.6-4.2 3 2.6L19.5 7"/>`),
  keyboard: icon(
    svg`<rect x="2.5" y="6" width="19" height="12" rx="2.5"/><path d="M6.5 10h.1M10.2 10h.1M13.9 10h.1M17.5 10h.1M8.5 14h7"/>`,
  ),
  flip: icon(
    svg`<path d="M20 11.5A8 8 0 0 0 6.2 6.4L4 8.5M4 12.5a8 8 0 0 0 13.8 5.1l2.2-2.1"/><path d="M4 4.2v4.3h4.3M20 19.8v-4.3h-4.3"/><circle cx="12" cy="12" r="2.4"/>`,
  ),
  swap: icon(svg`<path d="M7 4.5 3.8 7.7 7 10.9M4 7.7h13.5M17 13.1l3.2 3.2-3.2 3.2M20 16.3H6.5"/>`),
  move: icon(svg`<rect x="3.5" y="5" width="17" height="14" rx="2.5"/><path d="M12.5 12.5h5v3.8h-5zM9.8 9.8 7 7m0 2.6V7h2.6"/>`),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`),
  chat: icon(
    svg`<path d="M6 4.5h12A2.5 2.5 0 0 1 20.5 7v7a2.5 2.5 0 0 1-2.5 2.5h-6.5L7 20v-3.5H6A2.5 2.5 0 0 1 3.5 14V7A2.5 2.5 0 0 1 6 4.5z"/><path d="M8 9h8M8 12.2h5"/>`,
  ),
  send: icon(svg`<path d="M12 19.5V5M6 10.8 12 4.8l6 6"/>`),
  weak: icon(svg`<path d="M4 18v-2.5M9.3 18v-6"/><path d="M14.7 18V8.5M20 18V5" opacity="0.35"/>`),
} as const;
