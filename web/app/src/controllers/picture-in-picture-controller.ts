import { render, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";

/** https://wicg.github.io/document-picture-in-picture/, which the DOM's types do not have yet. */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window & typeof globalThis>;
}

/** What the small window shows. */
export interface PictureInPictureContent {
  /** What is in it: plain elements, because a custom element would leave its styles behind. */
  template(): TemplateResult;
  readonly styles: string;
  readonly title: string;
  /** Stands for all of it where the browser can only float a video. */
  video(): HTMLVideoElement | undefined;
}

const size = { width: 380, height: 260 };

/** A small window of the call that stays in front: with buttons where the browser lets a page draw one, else the browser's own of a video. */
export class PictureInPictureController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #content: PictureInPictureContent;
  #window: Window | undefined;
  #opening = false;

  constructor(host: ReactiveControllerHost & HTMLElement, content: PictureInPictureContent) {
    this.#host = host;
    this.#content = content;
    host.addController(this);
  }

  get possible(): boolean {
    return documentPictureInPicture() !== undefined || (document.pictureInPictureEnabled as boolean | undefined) === true;
  }

  get active(): boolean {
    return this.#window !== undefined || (this.#video !== undefined && document.pictureInPictureElement === this.#video);
  }

  hostConnected(): void {
    this.#host.addEventListener("enterpictureinpicture", this.#onVideo, true);
    this.#host.addEventListener("leavepictureinpicture", this.#onVideo, true);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("enterpictureinpicture", this.#onVideo, true);
    this.#host.removeEventListener("leavepictureinpicture", this.#onVideo, true);
    this.close();
  }

  hostUpdated(): void {
    if (this.#window !== undefined) render(this.#content.template(), this.#window.document.body);
  }

  async toggle(): Promise<void> {
    if (this.active) this.close();
    else await this.open();
  }

  async open(): Promise<void> {
    if (this.active || this.#opening || !this.possible) return;
    this.#opening = true;
    try {
      await (documentPictureInPicture() === undefined ? this.#video?.requestPictureInPicture() : this.#openWindow());
    } catch {
      // The browser wants a click or a key for it, and this was none.
    } finally {
      this.#opening = false;
      this.#host.requestUpdate();
    }
  }

  close(): void {
    this.#window?.close();
    if (this.#video !== undefined && document.pictureInPictureElement === this.#video) void document.exitPictureInPicture();
  }

  get #video(): HTMLVideoElement | undefined {
    return this.#content.video();
  }

  async #openWindow(): Promise<void> {
    const opened = await documentPictureInPicture()?.requestWindow(size);
    if (opened === undefined) return;
    if (!this.#host.isConnected) {
      opened.close();
      return;
    }
    const sheet = new opened.CSSStyleSheet();
    sheet.replaceSync(this.#content.styles);
    opened.document.adoptedStyleSheets = [sheet];
    opened.document.documentElement.lang = document.documentElement.lang;
    opened.document.title = this.#content.title;
    opened.addEventListener("pagehide", this.#onClosed);
    this.#window = opened;
  }

  readonly #onClosed = (): void => {
    const { body } = this.#window?.document ?? {};
    if (body !== undefined) for (const video of body.querySelectorAll("video")) video.srcObject = null;
    this.#window = undefined;
    this.#host.requestUpdate();
  };

  readonly #onVideo = (): void => {
    this.#host.requestUpdate();
  };
}

function documentPictureInPicture(): DocumentPictureInPicture | undefined {
  return (globalThis as { readonly documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture;
}
