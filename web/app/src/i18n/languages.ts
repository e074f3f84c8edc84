import { en, type Messages } from "./en.js";
import { zh } from "./zh.js";

export type Language = Messages["tag"];

export const catalogs: Readonly<Record<Language, Messages>> = { en, "zh-CN": zh };

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "中文" };

export const languages: readonly Language[] = ["en", "zh-CN"];

const storageKey = "duet.language";

/** The language chosen before, otherwise the browser's first that there is a catalog for, otherwise English. */
export function preferredLanguage(): Language {
  return languageOf(stored()) ?? navigator.languages.map(languageOf).find((language) => language !== undefined) ?? "en";
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

/** The language for a tag such as `zh-Hant-TW`; `undefined` where there is no catalog for it. */
export function languageOf(tag: string | null): Language | undefined {
  const primary = tag?.split("-")[0]?.toLowerCase();
  return primary === "zh" ? "zh-CN" : primary === "en" ? "en" : undefined;
}

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
