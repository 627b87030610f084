/** A failure told in the user's words. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly advice: string,
    readonly code: string,
  ) {
    super(message);
  }

  /** What happened and what to do, as one message. */
  get words(): string {
    return `${this.message} ${this.advice}`;
  }
}
