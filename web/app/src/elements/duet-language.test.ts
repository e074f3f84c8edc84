import { expect, it } from "vitest";
import { collect, deep, mount } from "../testing/mount.js";
import "./duet-language.js";

it("names the languages in themselves, and tells the choice", async () => {
  const element = await mount("duet-language", { language: "en", label: "Language" });
  const select = deep(element, "select", HTMLSelectElement);
  expect(select.getAttribute("aria-label")).toBe("Language");
  expect([...select.options].map((option) => [option.value, option.textContent, option.lang])).toEqual([
    ["en", "English", "en"],
    ["zh-CN", "中文", "zh-CN"],
  ]);
  const choices = collect(element, "duet-language");
  select.value = "zh-CN";
  select.dispatchEvent(new Event("change"));
  expect(choices).toEqual(["zh-CN"]);
});
