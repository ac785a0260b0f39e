/** Which way a language is written. */

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"]);

/** "rtl" for a language written from right to left; else "auto", so that the words themselves say. */
export function way(language: string | null | undefined): "rtl" | "auto" {
  return RIGHT_TO_LEFT.has((language ?? "").split("-")[0]!.toLowerCase()) ? "rtl" : "auto";
}
