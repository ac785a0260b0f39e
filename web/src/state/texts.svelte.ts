/** The interface's words, in the reader's language. */

export const LANGUAGES = { en: "English", fr: "Français", es: "Español", ar: "العربية" } as const;
export type Language = keyof typeof LANGUAGES;

const LOADERS: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import("virtual:texts/en"),
  fr: () => import("virtual:texts/fr"),
  es: () => import("virtual:texts/es"),
  ar: () => import("virtual:texts/ar"),
};

class Tongue {
  language = $state<Language>("en");
  words = $state.raw<Record<string, string>>({});

  get direction(): "ltr" | "rtl" {
    return this.language === "ar" ? "rtl" : "ltr";
  }
}

export const tongue = new Tongue();

function wanted(): Language {
  const asked = localStorage.getItem("thistledown.language") ?? navigator.language.slice(0, 2);
  return asked in LANGUAGES ? (asked as Language) : "en";
}

/** Loads the words of a language (the one kept, or the browser's) and turns the page its way. */
export async function loadTexts(language: Language = wanted()): Promise<void> {
  const { default: words } = await LOADERS[language]();
  tongue.words = words;
  tongue.language = language;
  document.documentElement.lang = language;
  document.documentElement.dir = tongue.direction;
}

/** Changes the language and keeps the choice. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem("thistledown.language", language);
  await loadTexts(language);
}

/**
 * A text of the interface. `{name}` stands for a value; `{n|one report|{n} reports}` chooses by the plural
 * rules of the language (zero, one, two, few, many, other in this order where a language has them; the last
 * form serves for what is not given).
 */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const text = tongue.words[key] ?? key;
  return text
    .replace(/\{(\w+)\|([^{}]*(?:\{\w+\}[^{}]*)*)\}/g, (_, name: string, forms: string) =>
      plural(Number(values[name] ?? 0), forms.split("|")),
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? count(value) : value;
    });
}

const ORDER = ["zero", "one", "two", "few", "many", "other"] as const;

function plural(n: number, forms: string[]): string {
  const rules = new Intl.PluralRules(tongue.language);
  const used = ORDER.filter((one) => rules.resolvedOptions().pluralCategories.includes(one));
  const at = used.indexOf(rules.select(n));
  return forms[Math.min(at, forms.length - 1)] ?? "";
}

/** A number as the language writes it. */
export function count(n: number, digits = 0): string {
  return new Intl.NumberFormat(tongue.language, { maximumFractionDigits: digits }).format(n);
}

/** A share as "37 %". What is not quite certain is never rounded to 100 %. */
export function percent(share: number, digits = 0): string {
  while (share < 1 && digits < 4 && Number((100 * share).toFixed(digits)) === 100) digits += 1;
  return new Intl.NumberFormat(tongue.language, { style: "percent", maximumFractionDigits: digits }).format(share);
}

/** A day (YYYY-MM-DD), month (YYYY-MM) or year as the language writes it. */
export function day(iso: string | null | undefined): string {
  if (!iso) return t("common.undated");
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  const at = new Date(Date.UTC(year ?? 1970, (month ?? 1) - 1, date ?? 1));
  const shape: Intl.DateTimeFormatOptions = { year: "numeric", timeZone: "UTC" };
  if (month) shape.month = "short";
  if (date) shape.day = "numeric";
  return new Intl.DateTimeFormat(tongue.language, shape).format(at);
}
