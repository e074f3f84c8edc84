import { describe, expect, it, vi } from "vitest";
import { askOriginPermission } from "./origin-permission.js";

const duet = new URL("https://duet.example/");

async function ask(answer: () => Promise<Response>): Promise<string> {
  vi.stubGlobal("fetch", vi.fn(answer));
  return await askOriginPermission(duet, new AbortController().signal);
}

describe("askOriginPermission", () => {
  it.each([
    [true, "allowed"],
    [false, "refused"],
  ])("takes { allowed: %s } for %s", async (allowed, permission) => {
    expect(await ask(() => Promise.resolve(Response.json({ allowed })))).toBe(permission);
  });

  it("asks the Duet server, without cookies", async () => {
    await ask(() => Promise.resolve(Response.json({ allowed: true })));
    const [address, options] = vi.mocked(fetch).mock.calls[0] ?? [];
    expect(address).toEqual(new URL("https://duet.example/embed/origin"));
    expect(options?.credentials).toBe("omit");
  });

  it("takes what is no answer for a refusal", async () => {
    expect(await ask(() => Promise.resolve(Response.json("yes")))).toBe("refused");
  });

  it.each([
    ["an error", () => Promise.resolve(new Response("", { status: 502 }))],
    ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["something that is not JSON", () => Promise.resolve(new Response("<html>"))],
  ])("takes %s for a server that cannot be reached", async (_, answer) => {
    expect(await ask(answer)).toBe("unreachable");
  });
});
