import { beforeEach, describe, expect, it, vi } from "vitest";
import { catalogs, languageNames, languages, preferredLanguage, rememberLanguage } from "./languages.js";

beforeEach(() => {
  localStorage.clear();
});

function browserSpeaks(...tags: string[]): void {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(tags);
}

describe("preferredLanguage", () => {
  it.each([
    [["zh-TW", "en"], "zh-CN"],
    [["zh"], "zh-CN"],
    [["en-GB", "zh"], "en"],
    [["fr", "zh-Hans-CN", "en"], "zh-CN"],
    [["fr"], "en"],
    [[], "en"],
  ])("for a browser that speaks %j is %s", (tags, language) => {
    browserSpeaks(...tags);
    expect(preferredLanguage()).toBe(language);
  });

  it("is what was chosen before", () => {
    browserSpeaks("en");
    rememberLanguage("zh-CN");
    expect(preferredLanguage()).toBe("zh-CN");
  });

  it("does without storage where there is none", () => {
    const refuse = () => {
      throw new DOMException("No.", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
    browserSpeaks("zh");
    rememberLanguage("en");
    expect(preferredLanguage()).toBe("zh-CN");
  });
});

describe("the catalogs", () => {
  const flat = (language: (typeof languages)[number]) =>
    Object.entries(catalogs[language]).map(([key, value]) => [key, typeof value === "function" ? value("ROOM") : value] as const);

  it("hold every text in every language", () => {
    for (const language of languages) {
      expect(languageNames[language]).not.toBe("");
      expect(Object.keys(catalogs[language]).sort()).toEqual(Object.keys(catalogs.en).sort());
      for (const [key, value] of flat(language)) expect([key, value.trim() === "" || value !== value.trim()]).toEqual([key, false]);
    }
  });

  it("are translated", () => {
    const english = new Map(flat("en"));
    const same = flat("zh-CN").filter(([key, value]) => english.get(key) === value);
    expect(same.map(([key]) => key)).toEqual(["titleInRoom"]);
  });
});
