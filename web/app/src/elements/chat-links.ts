/** A piece of a text; where it is an address, `link` is where that leads. */
export interface Piece {
  readonly text: string;
  readonly link?: string;
}

/** Chinese has no spaces around an address, but signs that no address holds. */
const address = /https?:\/\/[^\s<>"“”‘’，。；：！？、（）《》「」【】]+/gi;

/** What ends a sentence and not an address. */
const ending = /[.,;:!?'*_~]+$/;

/** Cuts a text at the web addresses in it. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = trim(match[0]);
    const link = linkOf(found);
    if (link === undefined) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, link });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** Without what belongs to the sentence around it, such as the bracket that was opened before it. */
function trim(found: string): string {
  const shorter = found.replace(ending, "");
  const isBracketed = shorter.endsWith(")") && shorter.split(")").length > shorter.split("(").length;
  if (isBracketed) return trim(shorter.slice(0, -1));
  return shorter;
}

function linkOf(found: string): string | undefined {
  return URL.canParse(found) ? new URL(found).href : undefined;
}
