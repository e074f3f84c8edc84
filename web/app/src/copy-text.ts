/** Copies to the clipboard; false where the browser does not let us. Pages without HTTPS have no clipboard, but they have the old command. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  document.body.append(area);
  area.select();
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way on an insecure page
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
  }
}
