/** Days since 1970-01-01 and back. */
export const iso = (value: number): string => new Date(value * 864e5).toISOString().slice(0, 10);
export const days = (text: string): number => Math.round(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7) || "1") - 1, Number(text.slice(8, 10) || "1")) / 864e5);

/** Where ticks stand between two days: years, quarters or months, so that labels have room. */
export function ticks(from: number, to: number, wide: number): { at: number; label: string; anchor: "start" | "middle" | "end" }[] {
  const room = Math.max(2, Math.floor(wide / 64));
  const first = new Date(from * 864e5), last = new Date(to * 864e5);
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() + 1;
  const step = [1, 3, 6, 12, 24, 60, 120].find((one) => months / one <= room) ?? 240;
  const found: { at: number; label: string; anchor: "start" | "middle" | "end" }[] = [];
  // A label at an end stands inside the picture.
  const edge = (20 / wide) * (to - from);
  for (let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1) / 864e5;
    if (at > to) return found;
    if (at >= from) found.push({ at, anchor: at - from < edge ? "start" : to - at < edge ? "end" : "middle", label: step >= 12 || month % 12 === 0 ? String(Math.floor(month / 12)) : `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}` });
  }
}
