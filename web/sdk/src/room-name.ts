import { randomBelow } from "./random.js";

/** The longest room or uid, in code points. */
export const maxNameLength = 64;

const validName = /^[A-Za-z0-9\-_.~\p{L}]{1,64}$/u;
const droppedFromName = /[^A-Za-z0-9\-_.~\p{L}]/gu;

/** Whether the server takes it as a room or uid: 1 to 64 code points, each `A-Z a-z 0-9 - _ . ~` or a letter of any script. */
export function isValidName(name: string): boolean {
  return validName.test(name);
}

/** What a person typed, made valid: trimmed, blanks to one `-`, anything else that is not allowed dropped, cut at 64. May end up empty. */
export function normalizeRoomName(typed: string): string {
  const kept = typed.normalize("NFC").trim().replace(/\s+/gu, "-").replace(droppedFromName, "");
  return Array.from(kept).slice(0, maxNameLength).join("");
}

const consonants = "bdghjklmnprstvz";
const vowels = "aeiou";

/** A name to say and to read that nobody guesses: `tavimo-kelura-sopine-dagumi`, 12 of 75 syllables, 74.7 bits. */
export function generateRoomName(): string {
  return Array.from({ length: 4 }, () => syllable() + syllable() + syllable()).join("-");
}

function syllable(): string {
  const index = randomBelow(consonants.length * vowels.length);
  return consonants.charAt(Math.floor(index / vowels.length)) + vowels.charAt(index % vowels.length);
}
