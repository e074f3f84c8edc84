/** Where the server of a WebSocket answers HTTP: at the same address, or at another of the same folder. */
export function httpAddress(server: string, path = ""): URL {
  const address = new URL(path, server);
  address.protocol = address.protocol === "wss:" ? "https:" : "http:";
  return address;
}
