/** A uniform integer in [0, limit), limit <= 256, from the browser's cryptographic generator; bytes that would favour small values are drawn again. */
export function randomBelow(limit: number): number {
  const fair = 256 - (256 % limit);
  const byte = new Uint8Array(1);
  do crypto.getRandomValues(byte);
  while ((byte[0] ?? 0) >= fair);
  return (byte[0] ?? 0) % limit;
}

const uidAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A fresh participant id: 22 characters, 132 bits, so that nobody can guess or collide with it. */
export function randomUid(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(22)), (byte) => uidAlphabet.charAt(byte % uidAlphabet.length)).join("");
}
