import { beforeEach, describe, expect, it, vi } from "vitest";
import { chatTexts } from "./chat-texts.js";
import { connectionTestTexts } from "./connection-test-texts.js";
import { catalogs, languageNames, languages, preferredLanguage, rememberLanguage, type Language } from "./languages.js";
import { mediaAdviceTexts } from "./media-advice-texts.js";

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

describe.each([
  ["the page", catalogs, ["titleInRoom"]],
  ["the chat", chatTexts, []],
  ["the connection test", connectionTestTexts, []],
  ["the advice on camera and microphone", mediaAdviceTexts, []],
] as const)("the texts of %s", (_, texts, sameInBoth: readonly string[]) => {
  const flat = (language: Language) =>
    Object.entries(texts[language] as Record<string, string | ((value: string) => string)>).map(
      ([key, value]) => [key, typeof value === "function" ? value("ROOM") : value] as const,
    );

  it("are there in every language", () => {
    for (const language of languages) {
      expect(flat(language).map(([key]) => key)).toEqual(flat("en").map(([key]) => key));
      for (const [key, value] of flat(language)) expect([key, value.trim() === "" || value !== value.trim()]).toEqual([key, false]);
    }
  });

  it("are translated", () => {
    const english = new Map(flat("en"));
    const same = flat("zh-CN").filter(([key, value]) => english.get(key) === value);
    expect(same.map(([key]) => key)).toEqual(sameInBoth);
  });
});

it("has a name for each language, and each catalog knows its own", () => {
  for (const language of languages) {
    expect(languageNames[language]).not.toBe("");
    expect(catalogs[language].tag).toBe(language);
  }
});
