/** Lists of a large record that the server is making: what is waited for, and whether those shown are older. */

export type Work = { id: string; state: string; what: string; done: number; total: number; told: string };

const EVERY = 700;

class Preparing {
  /** What the answer to some question waits for. */
  waiting = $state.raw<Work | null>(null);
  /** What will bring the lists up to date that are shown meanwhile. */
  behind = $state.raw<Work | null>(null);

  /** Resolves when a job ended, well or not. */
  async until(id: string, tell: (work: Work) => void): Promise<void> {
    for (;;) {
      const answer = await fetch(`/api/jobs/${encodeURIComponent(id)}`);
      if (!answer.ok) return;
      const work = (await answer.json()) as Work;
      tell(work);
      if (work.state !== "running") return;
      await new Promise((go) => setTimeout(go, EVERY));
    }
  }

  /** Waits until the lists are there for the first time. */
  async wait(id: string): Promise<void> {
    try {
      await this.until(id, (work) => (this.waiting = work));
    } finally {
      this.waiting = null;
    }
  }

  /** Tells how far the newer lists are. */
  watch(id: string): void {
    if (this.behind?.id === id) return;
    this.behind = { id, state: "running", what: "", done: 0, total: 0, told: "" };
    void this.until(id, (work) => {
      if (this.behind?.id === id) this.behind = work;
    });
  }
}

export const preparing = new Preparing();
