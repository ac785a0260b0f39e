/** All text of a casebook is hostile: what would deceive the eye is written out, and few addresses may be followed. */

// Controls (but tab and line feed), bidi embeddings, overrides and isolates, separators, tags, lone surrogates.
const DECEPTIVE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;

/** The text with every deceptive character written out as ⟨U+202E⟩; a carriage return is dropped. */
export function visible(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(DECEPTIVE, (one) => `⟨U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** The address when a page may link to it: http or https, a host, no login; else null. */
export function outward(url: string | null | undefined): string | null {
  if (!url || url.length > 4000 || url !== url.trim() || url.includes("\\") || url.search(DECEPTIVE) >= 0) return null;
  try {
    const parts = new URL(url);
    const plain = (parts.protocol === "http:" || parts.protocol === "https:") && !parts.username && !parts.password;
    return plain && parts.hostname ? url : null;
  } catch {
    return null;
  }
}
