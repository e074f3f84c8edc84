/** How this side reaches its relay; the relay's way on to the other side is UDP. */
export type RelayProtocol = "udp" | "tcp" | "tls";

/**
 * Which way sound and picture take: from browser to browser, or over a relay (TURN) of this side, the other, or both. `protocol` is that of
 * this side's relay; `null` where only the other side has one, or where the browser does not say.
 */
export type ConnectionPath = { readonly kind: "direct" } | { readonly kind: "relayed"; readonly protocol: RelayProtocol | null };

export function samePath(one: ConnectionPath | null, other: ConnectionPath | null): boolean {
  if (one?.kind !== "relayed" || other?.kind !== "relayed") return one?.kind === other?.kind;
  return one.protocol === other.protocol;
}
