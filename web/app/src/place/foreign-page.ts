import type { Language } from "../i18n/languages.js";
import { roomPath, signalingUrl, type Route } from "../route.js";
import type { Place } from "./place.js";

export interface ForeignPageOptions {
  /** The address of a Duet server, such as `https://duet.example.org`. */
  readonly duet: URL;
  /** The only room there is; empty: the person chooses one. */
  readonly room: string;
  /** What the other person is to open; empty: the room's page on the Duet server. */
  readonly link: string;
  readonly language: Language;
}

/** Somebody's page, with an element of ours in it: the page's address, title and language are its own. */
export class ForeignPage implements Place {
  readonly embedded = true;
  readonly server: string;
  readonly language: Language;
  readonly route: Route;
  readonly #duet: URL;
  readonly #link: string;

  constructor({ duet, room, link, language }: ForeignPageOptions) {
    this.server = signalingUrl(duet);
    this.language = language;
    this.route = room === "" ? { page: "home" } : { page: "room", room };
    this.#duet = duet;
    this.#link = link;
  }

  linkTo(room: string): string {
    return this.#link === "" ? new URL(roomPath(room), this.#duet).href : this.#link;
  }

  enter(): void {
    // The page around decides what its address is.
  }

  goToStart(): void {
    // It leads where it led before.
  }

  describe(): void {
    // The page around has a title and a language.
  }

  watch(): () => void {
    return () => undefined;
  }
}
