import { CallError } from "@duet/sdk";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../i18n/en.js";
import { zh } from "../i18n/zh.js";
import { FakeCall } from "../testing/fake-call.js";
import { FakeDevices, openDevice } from "../testing/fake-devices.js";
import { button, collect, deep, hasButton, text } from "../testing/mount.js";
import type { DuetCallElement } from "./duet-call.js";

vi.mock("@duet/sdk", async (original) => ({
  ...(await original<object>()),
  DuetCall: (await import("../testing/fake-call.js")).FakeCall,
  LocalDevices: (await import("../testing/fake-devices.js")).FakeDevices,
  MicrophoneMeter: (await import("../testing/fake-devices.js")).FakeMeter,
}));

await import("./duet-call.js");
await import("./duet-call-view.js"); // which the app loads by itself, in its own time

let answer: () => Promise<Response>;

beforeEach(() => {
  localStorage.clear();
  document.body.replaceChildren();
  document.body.lang = "";
  FakeCall.instances = [];
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  FakeDevices.outcome = { camera: openDevice("video"), microphone: openDevice("audio") };
  answer = () => Promise.resolve(Response.json({ allowed: true }));
  vi.stubGlobal("fetch", () => answer());
});

async function embed(attributes: Record<string, string> = {}): Promise<DuetCallElement> {
  const element = document.createElement("duet-call");
  for (const [name, value] of Object.entries({ server: "https://duet.example", room: "harbour", ...attributes })) {
    element.setAttribute(name, value);
  }
  document.body.append(element);
  await settled(element);
  return element;
}

/** The server's answer, then the call's first screen, then what that changes around it. */
async function settled(element: DuetCallElement): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
  }
}

describe("<duet-call>", () => {
  it("shows the lobby of its room, and lets nobody choose another", async () => {
    const element = await embed();
    expect(element.state).toBe("lobby");
    expect(element.getAttribute("state")).toBe("lobby");
    expect(deep(element, "duet-lobby").classList.contains("fixed")).toBe(true);
  });

  it("lets the person choose where there is no room given", async () => {
    const element = await embed({ room: "" });
    expect(deep(element, "duet-lobby").classList.contains("fixed")).toBe(false);
  });

  it("calls the room on its server, and tells the page each state", async () => {
    const element = await embed();
    const states = collect(document.body, "duet-statechange");
    element.join();
    await settled(element);
    expect(FakeCall.last().options).toMatchObject({ server: "wss://duet.example/ws", room: "harbour" });
    FakeCall.last().become("waiting");
    await settled(element);
    expect(states).toEqual([{ state: "joining" }, { state: "waiting" }]);
  });

  it("joins at once when it is told to", async () => {
    const element = await embed({ "auto-join": "" });
    expect(element.state).toBe("joining");
  });

  it("joins as soon as the server has agreed, when it is asked to before", async () => {
    const element = document.createElement("duet-call");
    element.room = "harbour";
    element.server = "https://duet.example";
    element.join();
    document.body.append(element);
    await settled(element);
    expect(element.state).toBe("joining");
  });

  it("leaves when the page says so, and comes back", async () => {
    const element = await embed({ "auto-join": "" });
    element.leave();
    await settled(element);
    expect(element.state).toBe("left");
    element.join();
    await settled(element);
    expect(element.state).toBe("joining");
  });

  it("ends the call when it is taken out of the page", async () => {
    const element = await embed({ "auto-join": "" });
    element.remove();
    expect(FakeCall.last().leaves).toBe(1);
  });

  it("leaves one room for another", async () => {
    const element = await embed({ "auto-join": "" });
    const first = FakeCall.last();
    element.room = "bay";
    await settled(element);
    expect(first.leaves).toBe(1);
    expect(FakeCall.last().options.room).toBe("bay");
  });

  it("holds microphone and camera back", async () => {
    const element = await embed({ "auto-join": "" });
    element.setMicrophone(false);
    element.setCamera(false);
    element.setMicrophone(true);
    expect(FakeDevices.last().asked).toEqual([["open"], ["setMicrophone", false], ["setCamera", false], ["setMicrophone", true]]);
  });

  it("opens no other room than its own when that is full", async () => {
    const element = await embed({ "auto-join": "" });
    FakeCall.last().end(new CallError("room-full", ""));
    await settled(element);
    expect(element.state).toBe("room-full");
    expect(hasButton(element, en.tryAgain)).toBe(true);
    expect(hasButton(element, en.newRoom)).toBe(false);
  });

  it("leaves title, address and language of the page alone", async () => {
    const before = [document.title, location.href, document.documentElement.lang];
    await embed({ "auto-join": "", lang: "zh-CN" });
    expect([document.title, location.href, document.documentElement.lang]).toEqual(before);
  });
});

describe("the language", () => {
  it("is the element's", async () => {
    expect(text(await embed({ lang: "zh-CN" }))).toContain(zh.lobbyHeadingInvited);
  });

  it("is that of the page around it, otherwise", async () => {
    document.body.lang = "zh";
    expect(text(await embed())).toContain(zh.lobbyHeadingInvited);
  });

  it("follows the attribute, without a call being left", async () => {
    const element = await embed({ "auto-join": "", lang: "en" });
    element.lang = "zh-CN";
    await settled(element);
    expect(text(element)).toContain(zh.joining);
    expect(FakeCall.last().leaves).toBe(0);
  });
});

describe("what stands in the way", () => {
  it("is said when the server does not allow the page's origin", async () => {
    answer = () => Promise.resolve(Response.json({ allowed: false }));
    const element = await embed();
    expect(element.state).toBe("refused");
    expect(text(element)).toContain(en.refusedText(location.origin));
  });

  it("is said when the server cannot be reached, and can be tried again", async () => {
    answer = () => Promise.reject(new TypeError("Failed to fetch"));
    const element = await embed();
    expect(element.state).toBe("unreachable");
    answer = () => Promise.resolve(Response.json({ allowed: true }));
    button(element, en.tryAgain).click();
    await settled(element);
    expect(element.state).toBe("lobby");
  });

  it.each([
    ["room", { room: "a b" }],
    ["server", { server: "duet" }],
  ])("is said when there is no valid %s", async (attribute, attributes) => {
    const element = await embed(attributes);
    expect(element.state).toBe("misplaced");
    expect(text(element)).toContain(en.misplacedText(attribute));
  });
});

describe("camera and microphone that the page withholds", () => {
  it("are told before anybody is asked for them", async () => {
    Object.assign(document, { featurePolicy: { allowsFeature: () => false } });
    try {
      expect(text(await embed())).toContain(en.withheldTitle);
    } finally {
      Reflect.deleteProperty(document, "featurePolicy");
    }
  });
});
