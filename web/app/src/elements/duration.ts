/** A length of time as a clock shows it: `0:07`, `12:34`, `1:02:03`. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const shown = hours > 0 ? `${hours}:${twoDigits(minutes)}` : String(minutes);
  return `${shown}:${twoDigits(seconds % 60)}`;
}
