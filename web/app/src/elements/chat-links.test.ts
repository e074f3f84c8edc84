import { expect, it } from "vitest";
import { piecesOf } from "./chat-links.js";

it.each([
  ["nothing here", ["nothing here"]],
  ["https://example.org", ["<https://example.org/>"]],
  ["see http://a.example/b?c=d#e, then write", ["see ", "<http://a.example/b?c=d#e>", ", then write"]],
  ["(https://example.org/a)", ["(", "<https://example.org/a>", ")"]],
  ["https://en.wikipedia.org/wiki/Duet_(music).", ["<https://en.wikipedia.org/wiki/Duet_(music)>", "."]],
  ["看https://example.org/a，然后再说", ["看", "<https://example.org/a>", "，然后再说"]],
  ["https://one.example https://two.example", ["<https://one.example/>", " ", "<https://two.example/>"]],
  ["javascript:alert(1) data:text/html,x ftp://example.org", ["javascript:alert(1) data:text/html,x ftp://example.org"]],
  ["https://", ["https://"]],
  ["https://[bad", ["https://[bad"]],
])("finds the addresses in %j", (text, pieces) => {
  expect(piecesOf(text).map((piece) => (piece.link === undefined ? piece.text : `<${piece.link}>`))).toEqual(pieces);
  expect(
    piecesOf(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});
