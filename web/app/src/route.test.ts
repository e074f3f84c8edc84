import { describe, expect, it } from "vitest";
import { parseRoute, roomPath, signalingUrl } from "./route.js";

describe("parseRoute", () => {
  it.each(["/", "/r", "/other/page", "/r/a/b"])("takes %s for the start", (path) => {
    expect(parseRoute(path)).toEqual({ page: "home" });
  });

  it.each([
    ["/r/quiet-harbour", "quiet-harbour"],
    ["/r/quiet-harbour/", "quiet-harbour"],
    ["/r/%E4%BC%9A%E8%AE%AE", "会议"],
    ["/r/cafe%CC%81", "café"],
  ])("reads the room of %s", (path, room) => {
    expect(parseRoute(path)).toEqual({ page: "room", room });
  });

  it.each(["/r/", "/r/a%20b", "/r/%E0%A4%A", "/r/a%2Fb", `/r/${"x".repeat(65)}`])("finds no room in %s", (path) => {
    expect(parseRoute(path)).toEqual({ page: "invalid" });
  });

  it.each(["quiet-harbour", "会议室", "a.b_c~9", "Ελλάδα"])("finds back what roomPath wrote for %s", (room) => {
    expect(parseRoute(roomPath(room))).toEqual({ page: "room", room });
  });
});

describe("signalingUrl", () => {
  it.each([
    ["https://duet.example.org:8443/r/a?b#c", "wss://duet.example.org:8443/ws"],
    ["http://127.0.0.1:8080/", "ws://127.0.0.1:8080/ws"],
  ])("for the page %s is %s", (page, url) => {
    expect(signalingUrl(new URL(page))).toBe(url);
  });
});
