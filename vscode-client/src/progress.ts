/** How long work, such as an installation, reports and is stopped. */
export interface ProgressSink {
  log(line: string): void;
  progress(message: string): void;
  signal?: AbortSignal;
}
