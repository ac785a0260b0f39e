/** What was just written, with the way back; and what could not be. */
import { api, data } from "../api/client";
import { book } from "./casebook.svelte";
import { coder } from "./coder.svelte";
import { failureLine } from "./failure";
import { t } from "./texts.svelte";

interface Said {
  text: string;
  /** The journal entry that can be undone; null when there is nothing to undo. */
  entry: number | null;
  /** Called after it was undone. */
  back?: (() => void) | undefined;
  wrong?: boolean;
}

class Notice {
  now = $state.raw<Said | null>(null);
  busy = $state(false);

  say(text: string, entry: number | null = null, back?: () => void): void {
    this.now = { text, entry, back };
    void book.refresh();
  }

  fail(error: unknown): void {
    const text = failureLine(error);
    this.now = { text, entry: null, wrong: true };
  }

  close(): void {
    this.now = null;
  }

  /** Undoes an entry, by default the one that is told of. */
  async undo(entry = this.now?.entry, back = this.now?.back): Promise<void> {
    if (entry == null || this.busy) return;
    this.busy = true;
    try {
      const done = await data(api.POST("/api/undo", { body: { entry, coder: coder.sent ?? null } }));
      this.say(t("review.undone", { entry }), done.entry, back);
      back?.();
    } catch (error) {
      this.fail(error);
    } finally {
      this.busy = false;
    }
  }
}

export const notice = new Notice();
