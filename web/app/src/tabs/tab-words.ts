/** What the tabs of one browser that show the same room say to each other. */
export type TabWords =
  /** From a lobby: is somebody in the call? */
  | { readonly say: "look" }
  /** The call is in this tab. */
  | { readonly say: "here" }
  /** It is not in this tab any more. */
  | { readonly say: "gone" }
  /** From a lobby: the person wants to go on there. */
  | { readonly say: "ask" }
  /** What goes on with the call; in answer to `ask` only. */
  | { readonly say: "seat"; readonly uid: string; readonly seat: string };

/** Another version of the page may say anything; what is not understood is `undefined`. */
export function readWords(data: unknown): TabWords | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { say, uid, seat } = data as Record<string, unknown>;
  switch (say) {
    case "look":
    case "here":
    case "gone":
    case "ask":
      return { say };
    case "seat":
      return typeof uid === "string" && typeof seat === "string" ? { say, uid, seat } : undefined;
    default:
      return undefined;
  }
}
