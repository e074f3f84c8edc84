import { describe, expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { mediaAdviceTexts } from "../i18n/media-advice-texts.js";
import { zh } from "../i18n/zh.js";
import { devicesView, lackingDevice } from "../testing/fake-devices.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import type { DuetLobby } from "./duet-lobby.js";
import { DuetConnectionTest } from "./duet-connection-test.js"; // which the lobby loads when it is wanted, as the next three
import "./duet-invite.js";
import "./duet-media-help.js";
import "./duet-second-tab.js";
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

describe("a call in another tab", () => {
  it.each([
    ["living", en.useThisTab],
    ["crashed", en.rejoin],
  ] as const)("that is %s goes on here", async (otherTab, name) => {
    const lobby = await mount("duet-lobby", { room: "a", otherTab });
    const [joins, takeOvers] = [collect(lobby, "duet-join"), collect(lobby, "duet-take-over")];
    expect([hasButton(lobby, name), hasButton(lobby, en.join)]).toEqual([true, false]);
    submit(lobby);
    expect([joins, takeOvers]).toEqual([[], ["a"]]);
  });

  it("lets somebody else join", async () => {
    const lobby = await mount("duet-lobby", { room: "a", otherTab: "living" });
    const [joins, takeOvers] = [collect(lobby, "duet-join"), collect(lobby, "duet-take-over")];
    button(lobby, en.joinBeside).click();
    expect([joins, takeOvers]).toEqual([["a"], []]);
  });

  it("is not that of another room", async () => {
    const lobby = await mount("duet-lobby", { room: "a", otherTab: "living" });
    const joins = collect(lobby, "duet-join");
    await type(lobby, "tea");
    expect([hasButton(lobby, en.join), hasButton(lobby, en.joinBeside)]).toEqual([true, false]);
    submit(lobby);
    expect(joins).toEqual(["tea"]);
  });
});

describe("a camera that cannot be had", () => {
  const refused = devicesView({ camera: lackingDevice("media-refused"), microphone: lackingDevice("media-refused") });

  it("is explained, and one may join anyway or try again", async () => {
    const lobby = await mount("duet-lobby", { room: "a", devices: refused });
    expect(text(lobby)).toContain(mediaAdviceTexts.en.mediaRefusedTitle(en.cameraAndMicrophone));
    expect([hasButton(lobby, "Join"), hasButton(lobby, "Join anyway")]).toEqual([false, true]);
    const retries = collect(lobby, "duet-retry-media");
    button(lobby, en.retryMedia).click();
    expect(retries).toHaveLength(1);
  });
});

describe("the windows", () => {
  const shown = (lobby: DuetLobby) =>
    ["duet-settings", "duet-connection-test", "duet-dialog"].filter(
      (name) => deep(lobby, name).shadowRoot !== null && isOpen(deep(lobby, name)),
    );
  const isOpen = (element: HTMLElement) => (element as HTMLElement & { open: boolean }).open;

  it("has the settings behind the button on the picture", async () => {
    const lobby = await mount("duet-lobby", { devices: devicesView() });
    button(lobby, en.deviceSettings).click();
    await lobby.updateComplete;
    expect(isOpen(deep(lobby, "duet-settings"))).toBe(true);
  });

  it("tests the connection to its server for as long as that window is open", async () => {
    const lobby = await mount("duet-lobby", { devices: devicesView(), server: "wss://duet.test/ws" });
    button(lobby, en.testConnection).click();
    await lobby.updateComplete;
    expect([shown(lobby), deep(lobby, "duet-connection-test", DuetConnectionTest).server]).toEqual([
      ["duet-connection-test"],
      "wss://duet.test/ws",
    ]);
    deep(lobby, "duet-connection-test").dispatchEvent(new CustomEvent("duet-close"));
    await lobby.updateComplete;
    expect(shown(lobby)).toEqual([]);
  });

  it("invites into the room that is typed", async () => {
    const lobby = await mount("duet-lobby", { room: "a", devices: devicesView(), linkTo: (room) => `https://duet/r/${room}` });
    await type(lobby, "tea with anna");
    button(lobby, en.invite).click();
    await lobby.updateComplete;
    expect(deep(lobby, "duet-invite").getAttribute("link")).toBe("https://duet/r/tea-with-anna");
  });

  it("invites nobody into a room without a name", async () => {
    const lobby = await mount("duet-lobby", { devices: devicesView() });
    button(lobby, en.invite).click();
    await lobby.updateComplete;
    expect(text(lobby)).toContain(en.roomEmpty);
    expect(shown(lobby)).toEqual([]);
  });
});

it("passes on what is switched on the picture", async () => {
  const lobby = await mount("duet-lobby", { devices: devicesView({ canFlipCamera: true }) });
  const events = ["duet-toggle-camera", "duet-toggle-microphone", "duet-flip-camera"].map((event) => collect(lobby, event));
  for (const name of [en.turnCameraOff, en.turnMicrophoneOff, en.flipCamera]) button(lobby, name).click();
  expect(events.map(({ length }) => length)).toEqual([1, 1, 1]);
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
