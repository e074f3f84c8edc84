/** What a Duet server says about the page that asks: its calls are welcome, they are not, or nothing was heard. */
export type OriginPermission = "allowed" | "refused" | "unreachable";

const patienceMilliseconds = 10_000;

/**
 * Asks whether pages of this origin may hold calls on the server. The server refuses the others at `/ws` by itself; it is asked because a
 * browser does not tell a page why its WebSocket was refused.
 */
export async function askOriginPermission(duet: URL, signal: AbortSignal): Promise<OriginPermission> {
  try {
    const options: RequestInit = {
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
    };
    const response = await fetch(new URL("/embed/origin", duet), options);
    if (!response.ok) return "unreachable";
    const answer: unknown = await response.json();
    return isAllowed(answer) ? "allowed" : "refused";
  } catch {
    return "unreachable";
  }
}

function isAllowed(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "allowed" in answer && answer.allowed === true;
}
