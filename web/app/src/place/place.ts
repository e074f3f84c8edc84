import type { Language } from "../i18n/languages.js";
import type { Route } from "../route.js";

/** Where `<duet-app>` stands: on a page that is all its own, or inside of somebody else's. */
export interface Place {
  /** The address of `/ws`. */
  readonly server: string;
  /** The page around it has a name, a language and an address of its own, none of which are to be touched. */
  readonly embedded: boolean;
  /** The language to begin with. */
  readonly language: Language;
  /** What the place leads to. */
  readonly route: Route;
  /** The link by which the other person comes into the room. */
  linkTo(room: string): string;
  /** The room has been entered: from here on the place leads to it. */
  enter(room: string): void;
  /** Nobody wants to be in a room any more. */
  goToStart(): void;
  /** The language and the title of what is shown. */
  describe(language: Language, title: string): void;
  /** Tells when the place leads somewhere else, other than by `enter` and `goToStart`; what it returns ends that. */
  watch(moved: () => void): () => void;
}
