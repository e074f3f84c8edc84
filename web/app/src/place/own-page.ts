import { preferredLanguage, type Language } from "../i18n/languages.js";
import { parseRoute, roomPath, signalingUrl, type Route } from "../route.js";
import type { Place } from "./place.js";

/** The page that Duet serves: its address names the room, to copy and to come back to. */
export class OwnPage implements Place {
  readonly embedded = false;

  get server(): string {
    return signalingUrl(new URL(location.href));
  }

  get language(): Language {
    return preferredLanguage();
  }

  get route(): Route {
    return parseRoute(location.pathname);
  }

  linkTo(room: string): string {
    return new URL(roomPath(room), location.href).href;
  }

  enter(room: string): void {
    const { route } = this;
    if (route.page !== "room" || route.room !== room) history.pushState(null, "", roomPath(room));
  }

  goToStart(): void {
    history.pushState(null, "", "/");
  }

  describe(language: Language, title: string): void {
    document.documentElement.lang = language;
    document.title = title;
  }

  watch(moved: () => void): () => void {
    addEventListener("popstate", moved);
    return () => {
      removeEventListener("popstate", moved);
    };
  }
}
