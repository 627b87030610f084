/** At most one run at a time and one queued behind it: ten requests in a row make two runs. */
export class Coalesced {
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  /** Resolves when a run that began after this call has ended. */
  request(): Promise<void> {
    if (!this.running) {
      return this.begin();
    }
    this.queued ??= this.running.then(() => {
      this.queued = undefined;
      return this.begin();
    });
    return this.queued;
  }

  /** Resolves when nothing runs and nothing waits. */
  async settled(): Promise<void> {
    while (this.queued ?? this.running) {
      await (this.queued ?? this.running);
    }
  }

  private begin(): Promise<void> {
    const run = this.work()
      .catch(() => undefined)
      .finally(() => {
        if (this.running === run) {
          this.running = undefined;
        }
      });
    this.running = run;
    return run;
  }
}
