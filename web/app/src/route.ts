import { isValidName } from "@duet/sdk";

/** `/`, or a room's link, or a link to a room that cannot be. */
export type Route = { readonly page: "home" } | { readonly page: "room"; readonly room: string } | { readonly page: "invalid" };

export function parseRoute(pathname: string): Route {
  const encoded = /^\/r\/([^/]*)\/?$/.exec(pathname)?.[1];
  if (encoded === undefined) return { page: "home" };
  try {
    const room = decodeURIComponent(encoded).normalize("NFC");
    return isValidName(room) ? { page: "room", room } : { page: "invalid" };
  } catch {
    return { page: "invalid" };
  }
}

export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}

/** The address of `/ws` on the server that served the page. */
export function signalingUrl(page: URL): string {
  const url = new URL("/ws", page);
  url.protocol = page.protocol === "http:" ? "ws:" : "wss:";
  return url.href;
}
