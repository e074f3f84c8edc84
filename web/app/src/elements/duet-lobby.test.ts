import { CallError } from "@duet/sdk";
import { describe, expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { zh } from "../i18n/zh.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import type { DuetLobby } from "./duet-lobby.js";
import "./duet-lobby.js";

const input = (lobby: DuetLobby) => deep(lobby, "input", HTMLInputElement);

function submit(lobby: DuetLobby): void {
  deep(lobby, "form").dispatchEvent(new Event("submit", { cancelable: true }));
}

async function type(lobby: DuetLobby, value: string): Promise<void> {
  input(lobby).value = value;
  input(lobby).dispatchEvent(new Event("input"));
  await lobby.updateComplete;
}

describe("joining", () => {
  it("takes the room that is offered", async () => {
    const lobby = await mount("duet-lobby", { room: "quiet-harbour" });
    const joins = collect(lobby, "duet-join");
    expect(input(lobby).value).toBe("quiet-harbour");
    submit(lobby);
    expect(joins).toEqual(["quiet-harbour"]);
  });

  it("takes what was typed, made valid", async () => {
    const lobby = await mount("duet-lobby", { room: "quiet-harbour" });
    const joins = collect(lobby, "duet-join");
    await type(lobby, " Tea with Anna! ");
    submit(lobby);
    expect(joins).toEqual(["Tea-with-Anna"]);
  });

  it("shows the name that will be used when the field is left", async () => {
    const lobby = await mount("duet-lobby");
    await type(lobby, "my room");
    input(lobby).dispatchEvent(new Event("change"));
    await lobby.updateComplete;
    expect(input(lobby).value).toBe("my-room");
  });

  it("asks for a name where there is none, at the field, until one is typed", async () => {
    const lobby = await mount("duet-lobby", { room: "quiet-harbour" });
    const joins = collect(lobby, "duet-join");
    await type(lobby, " ☺ ");
    submit(lobby);
    await lobby.updateComplete;
    expect(joins).toEqual([]);
    expect(input(lobby).getAttribute("aria-invalid")).toBe("true");
    expect(text(lobby)).toContain(en.roomEmpty);
    await type(lobby, "tea");
    expect(input(lobby).getAttribute("aria-invalid")).toBe("false");
  });

  it("has a label for the field, and a way to another name", async () => {
    const lobby = await mount("duet-lobby");
    expect(deep(lobby, "label", HTMLLabelElement).htmlFor).toBe(input(lobby).id);
    const asked = collect(lobby, "duet-new-name");
    button(lobby, en.newName).click();
    expect(asked).toHaveLength(1);
  });
});

describe("a camera that cannot be had", () => {
  const problem = new CallError("media-refused", "");

  it("is explained, and one may join anyway or try again", async () => {
    const lobby = await mount("duet-lobby", { room: "a", problem });
    expect(text(lobby)).toContain(en.mediaRefusedTitle);
    expect(text(lobby)).toContain(en.neitherHeardNorSeen);
    expect([hasButton(lobby, "Join"), hasButton(lobby, "Join anyway")]).toEqual([false, true]);
    const retries = collect(lobby, "duet-retry-media");
    button(lobby, en.retryMedia).click();
    expect(retries).toHaveLength(1);
  });

  it("is not tried again where that cannot help", async () => {
    const lobby = await mount("duet-lobby", { problem: new CallError("media-insecure", "") });
    expect(hasButton(lobby, en.retryMedia)).toBe(false);
  });
});

it("tells that a link names no room", async () => {
  expect(text(await mount("duet-lobby", { invalidLink: true }))).toContain(en.roomInvalidLink);
});

it("greets those who were invited, and has no button that leads them elsewhere", async () => {
  const lobby = await mount("duet-lobby", { invited: true });
  expect(text(lobby)).toContain(en.lobbyHeadingInvited);
  expect(hasButton(lobby, en.newName)).toBe(false);
});

it("shows its preview muted, mirrored and by name", async () => {
  const preview = deep(await mount("duet-lobby"), "video[data-testid=preview]", HTMLVideoElement);
  expect(preview.muted).toBe(true);
});

it("speaks the language that it is given", async () => {
  const lobby = await mount("duet-lobby", { texts: zh });
  expect(hasButton(lobby, zh.join)).toBe(true);
});
