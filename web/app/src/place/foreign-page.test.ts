import { describe, expect, it } from "vitest";
import { ForeignPage } from "./foreign-page.js";

const place = (options: { room?: string; link?: string } = {}) =>
  new ForeignPage({ duet: new URL("https://duet.example/"), room: "", link: "", language: "en", ...options });

describe("ForeignPage", () => {
  it("signals to the Duet server, not to the page's own", () => {
    expect(place().server).toBe("wss://duet.example/ws");
  });

  it("leads to the room that it was given, or to the choice of one", () => {
    expect(place({ room: "harbour" }).route).toEqual({ page: "room", room: "harbour" });
    expect(place().route).toEqual({ page: "home" });
  });

  it("invites to the room's page on the Duet server, unless it is told otherwise", () => {
    expect(place().linkTo("茶")).toBe("https://duet.example/r/%E8%8C%B6");
    expect(place({ link: "https://clinic.example/1030" }).linkTo("harbour")).toBe("https://clinic.example/1030");
  });

  it("leaves the page around as it is", () => {
    const before = [location.href, document.title, document.documentElement.lang];
    const elsewhere = place({ room: "harbour" });
    elsewhere.enter();
    elsewhere.describe();
    elsewhere.goToStart();
    expect([location.href, document.title, document.documentElement.lang]).toEqual(before);
  });
});
