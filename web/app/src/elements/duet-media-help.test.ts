import { expect, it } from "vitest";
import { en } from "../i18n/en.js";
import { mediaAdviceTexts } from "../i18n/media-advice-texts.js";
import { button, collect, deep, hasButton, mount, text } from "../testing/mount.js";
import { devicesView, lackingDevice } from "../testing/fake-devices.js";
import "./duet-media-help.js";

const refused = devicesView({ camera: lackingDevice("media-refused"), microphone: lackingDevice("media-refused") });

it("says what is wrong, what to do in this browser, and what joining would be like", async () => {
  const help = await mount("duet-media-help", { devices: refused, client: { browser: "firefox", system: "windows" } });
  expect(text(help)).toContain(mediaAdviceTexts.en.mediaRefusedTitle(en.cameraAndMicrophone));
  expect(text(help)).toContain(en.neitherHeardNorSeen);
  expect(deep(help, "ol").textContent.trim()).toContain("crossed-out");
  expect(deep(help, "ol").children).toHaveLength(3);
});

it("lets one try again", async () => {
  const help = await mount("duet-media-help", { devices: refused });
  const retries = collect(help, "duet-retry-media");
  button(help, en.retryMedia).click();
  expect(retries).toHaveLength(1);
});

it("does not where that cannot help", async () => {
  const devices = devicesView({ camera: lackingDevice("media-insecure"), microphone: lackingDevice("media-insecure") });
  expect(hasButton(await mount("duet-media-help", { devices }), en.retryMedia)).toBe(false);
});

it("is silent while all is well, in a place from which it is heard later", async () => {
  const help = await mount("duet-media-help", { devices: devicesView() });
  expect(deep(help, "[role=status]").textContent.trim()).toBe("");
});
