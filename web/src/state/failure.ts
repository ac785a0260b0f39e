/** A failure in the reader's language: what was wrong, where and what to do. */
import { Refused } from "../api/client";
import { reason } from "./reasons";
import { t, tongue } from "./texts.svelte";

export interface Failure {
  what: string;
  told: string;
  /** Words that only stand in English, where the reader's language is another. */
  english: string;
}

/** What to tell of an error. Words of the server that have no wording in the reader's language are kept beside it. */
export function failure(error: unknown): Failure {
  if (!(error instanceof Refused)) return { what: t("common.went_wrong"), told: String(error), english: "" };
  if (error.status === 0) return { what: t("common.offline"), told: t("common.offline_told"), english: "" };
  const what = error.sort ? t(`problem.${error.sort}`) : error.what;
  if (error.reason) return { what, told: reason(error.reason), english: "" };
  if (!error.sort || tongue.language === "en") return { what, told: error.told, english: "" };
  return { what, told: t(`problem.do_${error.sort}`), english: error.told };
}

/** The same in one line. */
export function failureLine(error: unknown): string {
  const { what, told, english } = failure(error);
  return [`${what}: ${told}`, english].filter(Boolean).join(" ");
}
