import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What the browser's own controls of a call can ask for: those in its picture-in-picture, on a lock screen, on a headset. */
export interface MediaSessionTarget {
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  toggleMicrophone(): void;
  toggleCamera(): void;
  leave(): void;
  /** The page is about to be out of sight. */
  enterPictureInPicture(): void;
}

/** Tells the browser that this is a call, and how it stands (W3C Media Session, section 5). Browsers know more or less of it. */
export class MediaSessionController implements ReactiveController {
  readonly #target: MediaSessionTarget;

  constructor(host: ReactiveControllerHost, target: MediaSessionTarget) {
    this.#target = target;
    host.addController(this);
  }

  hostConnected(): void {
    this.#handle("togglemicrophone", () => {
      this.#target.toggleMicrophone();
    });
    this.#handle("togglecamera", () => {
      this.#target.toggleCamera();
    });
    this.#handle("hangup", () => {
      this.#target.leave();
    });
    this.#handle("enterpictureinpicture", () => {
      this.#target.enterPictureInPicture();
    });
  }

  hostDisconnected(): void {
    for (const action of ["togglemicrophone", "togglecamera", "hangup", "enterpictureinpicture"]) this.#handle(action, null);
  }

  hostUpdated(): void {
    const session = navigator.mediaSession as Partial<MediaSession> | undefined;
    void session?.setMicrophoneActive?.(this.#target.microphoneOn);
    void session?.setCameraActive?.(this.#target.cameraOn);
  }

  #handle(action: string, handler: (() => void) | null): void {
    try {
      (navigator.mediaSession as MediaSession | undefined)?.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // An action that this browser does not know.
    }
  }
}
