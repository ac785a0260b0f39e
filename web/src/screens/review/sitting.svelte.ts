/** One sitting at the queue: where we are, what was answered, what comes next. */
import { api, data, type Shape } from "../../api/client";
import { coder } from "../../state/coder.svelte";
import { notice } from "../../state/notice.svelte";
import { t } from "../../state/texts.svelte";

export type Asking = Shape<"Asking">;
export type Put = Shape<"Put">;
export type Answer = Shape<"Decision">["answer"];
export type Sort = Asking["about"];

interface Answered {
  answer: Answer | "skip";
  entry: number | null;
}

/** Questions loaded ahead of the one on screen. */
const AHEAD = 3;

export function keyOf(asking: { about: string; ids: readonly string[] }): string {
  return [asking.about, ...asking.ids].join(":");
}

export class Sitting {
  waiting = $state.raw<Asking[]>([]);
  at = $state(0);
  total = $state(0);
  counts = $state.raw<Record<string, number>>({});
  who = $state("");
  /** In a large record: of how many events is asked. */
  among = $state<number | null>(null);
  entry = 0;
  loaded = $state(false);
  /** Whether the whole queue is there, or only its claims so far. */
  whole = $state(false);
  put = $state.raw<Put | null>(null);
  error = $state.raw<unknown>(null);
  answered = $state.raw<Record<string, Answered>>({});
  /** What this sitting wrote, newest last. */
  #done: { key: string; entry: number }[] = [];
  #asked = new Map<string, Promise<Put>>();
  /** The question whose words are on screen; another one is not answered. */
  #seen = "";
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    readonly sorts: Sort[],
    readonly blind: boolean,
    readonly begin: string,
    readonly moved: (key: string) => void,
  ) {}

  get current(): Asking | undefined {
    return this.waiting[this.at];
  }

  /** How many questions were answered in this sitting, skipped ones left out. */
  get judged(): number {
    return Object.values(this.answered).filter((one) => one.answer !== "skip").length;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  /** Claims come first, since they are found soonest; the rest takes its place behind the one on screen. */
  async open(): Promise<void> {
    try {
      const quick = !this.sorts.length && !this.blind;
      this.#take(await this.#queue(quick || this.blind ? ["claim"] : this.sorts));
      await this.#show(0, 1);
      this.loaded = true;
      if (quick) this.#take(await this.#queue([]));
      this.whole = true;
    } catch (error) {
      this.error = error;
      this.loaded = true;
    }
  }

  #queue(about: Sort[]): Promise<Shape<"Queue">> {
    const query = { about: about.length ? about : undefined, coder: coder.sent, blind: this.blind, limit: 500 };
    return data(api.GET("/api/review/queue", { params: { query } }));
  }

  #take(queue: Shape<"Queue">): void {
    if (!this.entry) this.entry = queue.entry;
    [this.total, this.counts, this.who, this.among] = [queue.total, queue.counts, queue.coder, queue.among];
    const kept = this.waiting.slice(0, this.at + (this.loaded ? 1 : 0));
    if (!this.loaded && this.begin) {
      const [about, ...ids] = this.begin.split(":");
      const found = queue.questions.find((one) => keyOf(one) === this.begin);
      if (found) kept.push(found);
      else if (about && ids.length) kept.push({ ...EMPTY, about: about as Sort, ids });
    }
    const held = new Set(kept.map(keyOf));
    this.waiting = [...kept, ...queue.questions.filter((one) => !held.has(keyOf(one)))];
  }

  #ask(asking: Asking): Promise<Put> {
    const key = keyOf(asking);
    let asked = this.#asked.get(key);
    if (!asked) {
      const query = { about: asking.about, ids: asking.ids, coder: coder.sent, blind: this.blind, since: this.entry };
      asked = data(api.GET("/api/review/question", { params: { query } }));
      asked.catch(() => this.#asked.delete(key));
      this.#asked.set(key, asked);
    }
    return asked;
  }

  /** Shows a question; one that needs no answer any more is passed over unless this sitting answered it. */
  async #show(at: number, step: 1 | -1): Promise<void> {
    const asking = this.waiting[at];
    if (!asking) {
      if (step < 0) return;
      [this.at, this.put] = [this.waiting.length, null];
      this.moved("");
      return;
    }
    this.at = at;
    this.moved(keyOf(asking));
    this.#seen = "";
    // Words of the question before must not stand under the next one for long.
    const slow = setTimeout(() => {
      if (this.at === at && !this.#seen) this.put = null;
    }, 200);
    try {
      const put = await this.#ask(asking);
      if (this.at !== at) return;
      if (!put.question && !this.answered[keyOf(asking)] && keyOf(asking) !== this.begin) {
        await this.#show(at + step, step);
        return;
      }
      [this.put, this.error, this.#seen] = [put, null, keyOf(asking)];
    } catch (error) {
      if (this.at === at) [this.put, this.error] = [null, error];
    } finally {
      clearTimeout(slow);
    }
    for (const next of this.waiting.slice(at + 1, at + 1 + AHEAD)) void this.#ask(next).catch(() => undefined);
  }

  next(): Promise<void> {
    return this.#show(this.at + 1, 1);
  }

  previous(): Promise<void> {
    return this.#show(this.at - 1, -1);
  }

  skip(): Promise<void> {
    const asking = this.current;
    if (asking) this.#mark(keyOf(asking), { answer: "skip", entry: null });
    return this.next();
  }

  #mark(key: string, answered: Answered | null): void {
    const { [key]: _, ...rest } = this.answered;
    this.answered = answered ? { ...rest, [key]: answered } : rest;
  }

  /** Writes an answer and goes on at once; where it cannot be written, comes back and says why. */
  async say(answer: Answer, told: { slot?: string; value?: string; comment?: string } = {}): Promise<boolean> {
    const asking = this.current;
    if (!asking) return false;
    const key = keyOf(asking);
    if (this.#seen !== key) return false;
    const closes = CLOSING.has(answer);
    const body = { answer, about: asking.about, ids: asking.ids, coder: coder.sent ?? null, slot: told.slot ?? null, value: told.value ?? "", comment: told.comment ?? "" };
    // One after the other, in the order of the answers.
    const writing = this.#writing.then(() => data(api.POST("/api/review/decisions", { body })));
    this.#writing = writing.catch(() => undefined);
    const from = this.at;
    if (closes) {
      this.#mark(key, { answer, entry: null });
      void this.next();
    }
    try {
      const { entry } = await writing;
      this.#asked.delete(key);
      this.#forget(asking.event, key);
      if (entry === null) {
        notice.say(t("review.said_already"));
        return true;
      }
      this.#done.push({ key, entry });
      if (closes) this.#mark(key, { answer, entry });
      else await this.#show(this.at, 1);
      notice.say(t(`review.did_${answer}`), entry, () => void this.#reopen(key));
      return true;
    } catch (error) {
      this.#asked.delete(key);
      if (closes) {
        this.#mark(key, null);
        await this.#show(from, 1);
      }
      notice.fail(error);
      return false;
    }
  }

  /** What was loaded ahead about the same event is asked for anew. */
  #forget(event: string | null | undefined, but: string): void {
    if (!event) return;
    for (const one of this.waiting.slice(this.at + 1, this.at + 1 + AHEAD)) {
      if (one.event === event && keyOf(one) !== but) this.#asked.delete(keyOf(one));
    }
  }

  /** Grades the source of the claim on screen. */
  async regrade(source: string, grade: string, reason: string): Promise<void> {
    const asking = this.current;
    if (!asking) return;
    const key = keyOf(asking);
    try {
      const body = { source, grade, reason, coder: coder.sent ?? null };
      const { entry } = await data(api.POST("/api/sources/grades", { body }));
      this.#asked.delete(key);
      if (entry !== null) this.#done.push({ key, entry });
      await this.#show(this.at, 1);
      notice.say(t("review.did_regrade", { grade }), entry, () => void this.#reopen(key));
    } catch (error) {
      notice.fail(error);
    }
  }

  async undo(): Promise<void> {
    await this.#writing;
    const last = this.#done.at(-1);
    if (!last) {
      notice.say(t("review.nothing_to_undo"));
      return;
    }
    await notice.undo(last.entry, () => void this.#reopen(last.key));
  }

  async #reopen(key: string): Promise<void> {
    this.#done = this.#done.filter((one) => one.key !== key || one !== this.#done.findLast((other) => other.key === key));
    this.#mark(key, null);
    this.#asked.delete(key);
    const at = this.waiting.findIndex((one) => keyOf(one) === key);
    if (at >= 0) await this.#show(at, 1);
  }
}

const CLOSING = new Set<Answer>(["accept", "reject", "same", "different", "belongs", "split"]);
const EMPTY = { worth: 0, chance: 0.5, event: null, now: null, yes: null, no: null, open: [], why: [], reasons: [], words: "" };
