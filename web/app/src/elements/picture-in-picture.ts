import { css, html, nothing, type TemplateResult } from "lit";
import type { Messages } from "../i18n/en.js";
import { callIcons } from "./call-icons.js";
import { icons } from "./icons.js";
import type { DevicePresence } from "./presence.js";

export interface PictureInPictureView {
  readonly texts: Messages;
  readonly stream: MediaStream | undefined;
  /** There is a picture in the stream. */
  readonly seen: boolean;
  readonly microphone: DevicePresence;
  readonly camera: DevicePresence;
  readonly toggleMicrophone: () => void;
  readonly toggleCamera: () => void;
  readonly leave: () => void;
}

/** The call in a window of its own: the other's picture, and the three buttons that one may need in a hurry. The sound stays in the page. */
export function pictureInPicture(view: PictureInPictureView): TemplateResult {
  const { texts, microphone, camera } = view;
  return html`<main>
    <video
      autoplay
      playsinline
      .muted=${true}
      .srcObject=${view.stream ?? null}
      ?hidden=${!view.seen}
      aria-label=${texts.theirPicture}
    ></video>
    ${view.seen ? nothing : html`<div class="absent">${icons.person}</div>`}
    <div class="row" role="group" aria-label=${texts.controls}>
      <button
        type="button"
        class=${microphone === "on" ? "" : "off"}
        aria-label=${microphone === "on" ? texts.mute : texts.unmute}
        title=${microphone === "on" ? texts.mute : texts.unmute}
        @click=${view.toggleMicrophone}
      >
        ${microphone === "on" ? callIcons.microphone : callIcons.microphoneOff}
      </button>
      <button
        type="button"
        class=${camera === "on" ? "" : "off"}
        aria-label=${camera === "on" ? texts.turnCameraOff : texts.turnCameraOn}
        title=${camera === "on" ? texts.turnCameraOff : texts.turnCameraOn}
        @click=${view.toggleCamera}
      >
        ${camera === "on" ? icons.camera : icons.noCamera}
      </button>
      <button type="button" class="leave" aria-label=${texts.leave} title=${texts.leave} @click=${view.leave}>${icons.leave}</button>
    </div>
  </main>`;
}

export const pictureInPictureStyles = css`
  :root {
    color-scheme: dark;
    background: #0d1216;
    color: #eef2f3;
  }

  body,
  main {
    margin: 0;
    height: 100vh;
    overflow: hidden;
  }

  main {
    position: relative;
    display: grid;
  }

  video {
    width: 100%;
    height: 100%;
    min-height: 0;
    object-fit: cover;
  }

  [hidden] {
    display: none;
  }

  .absent {
    display: grid;
    place-items: center;
    color: #c9d1d6;
  }

  svg {
    width: 22px;
    height: 22px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .absent svg {
    width: 64px;
    height: 64px;
    stroke-width: 1.2;
  }

  .row {
    position: absolute;
    bottom: 12px;
    left: 50%;
    display: flex;
    gap: 10px;
    transform: translateX(-50%);
  }

  button {
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 999px;
    background: rgb(16 22 27 / 78%);
    color: #fff;
    cursor: pointer;
  }

  button:hover {
    background: #2a343c;
  }

  button.off {
    background: #f3f5f4;
    color: #b4231d;
  }

  button.leave {
    width: 56px;
    background: #d3413a;
  }

  button:focus-visible {
    outline: 3px solid #84dccf;
    outline-offset: 2px;
  }

  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
`;
