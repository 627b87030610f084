/**
 * What stands on the screen while docstrings are written: states and what follows from a
 * notification. Knows nothing of VS Code.
 */
import type { ActionData, StreamParams, TokenArgument } from "./protocol";

/** One docstring that is being written, or is finished and kept. */
export interface Entry {
  token: string;
  uri: string;
  qualname: string;
  /** Whether it is finished and waits for Insert or Discard. */
  kept: boolean;
  /** 0-based line behind which it is shown, followed through changes of the document. */
  line: number;
  text: string;
  last: StreamParams;
}

/** What the caller has to do. */
export type Effect =
  | { kind: "show"; entry: Entry }
  | { kind: "clear"; uri: string }
  | { kind: "write"; entry: Entry }
  | { kind: "keep"; entry: Entry };

/** A change of a document, as the editor tells it. */
export interface Change {
  range: { start: { line: number }; end: { line: number } };
  text: string;
}

/** All docstrings of this window that are not yet in a file. */
export class Streams {
  private readonly entries = new Map<string, Entry>();

  /** Takes a notification of the server. */
  take(params: StreamParams): Effect[] {
    const known = this.entries.get(params.token);
    if (params.state === "streaming") {
      return [{ kind: "show", entry: this.show(params, known) }];
    }
    this.entries.delete(params.token);
    const entry = known ?? this.entry(params);
    const cleared: Effect = { kind: "clear", uri: params.uri };
    if (params.state !== "done") {
      return [cleared];
    }
    return [cleared, ...this.finish({ ...entry, text: params.text, last: params })];
  }

  /** Forgets a docstring; undefined where there is none. */
  drop(token: string): Entry | undefined {
    const entry = this.entries.get(token);
    this.entries.delete(token);
    return entry;
  }

  /** What a person means who says Discard and not which: what is being written comes first. */
  unwanted(active: string | undefined): string[] {
    const writing = this.all().filter((entry) => !entry.kept);
    const here = writing.filter((entry) => entry.uri === active);
    const found = [here, writing, active === undefined ? [] : this.all(active)];
    return (found.find((entries) => entries.length > 0) ?? []).map((entry) => entry.token);
  }

  /** Forgets everything about a document, or about all: the server that knew it is gone. */
  forget(uri?: string): void {
    for (const entry of this.all(uri)) {
      this.entries.delete(entry.token);
    }
  }

  /** Keeps lines true while the document changes. */
  shift(uri: string, changes: readonly Change[]): void {
    for (const entry of this.all(uri)) {
      entry.line = changes.reduce(shifted, entry.line);
    }
  }

  /** Those of a document, or all. */
  all(uri?: string): Entry[] {
    return [...this.entries.values()].filter((entry) => uri === undefined || entry.uri === uri);
  }

  private show(params: StreamParams, known: Entry | undefined): Entry {
    const entry = known ?? this.entry(params);
    if (params.version !== entry.last.version) {
      entry.line = lineOf(params);
    }
    Object.assign(entry, { text: params.text, last: params });
    this.entries.set(params.token, entry);
    return entry;
  }

  private finish(entry: Entry): Effect[] {
    if (entry.last.edit === undefined) {
      return [];
    }
    if (entry.last.purpose === "insert") {
      return [{ kind: "write", entry }];
    }
    const kept = { ...entry, kept: true };
    this.replace(kept);
    return [{ kind: "keep", entry: kept }];
  }

  /** A newer proposal for a symbol takes the place of the older one. */
  private replace(entry: Entry): void {
    for (const other of this.all(entry.uri)) {
      if (other.kept && other.qualname === entry.qualname) {
        this.entries.delete(other.token);
      }
    }
    this.entries.set(entry.token, entry);
  }

  private entry(params: StreamParams): Entry {
    const { token, uri, qualname, text } = params;
    return { token, uri, qualname, kept: false, line: lineOf(params), text, last: params };
  }
}

/** What a command's argument names: a generation, a symbol, or nothing. */
export function named(argument: unknown): TokenArgument | ActionData | undefined {
  const value = typeof argument === "string" ? { token: argument } : argument;
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  if ("token" in value && typeof value.token === "string") {
    return { token: value.token };
  }
  // The context menu passes the document's Uri object, which is no such data.
  return "uri" in value && typeof value.uri === "string" ? (value as ActionData) : undefined;
}

/** The first line of a literal, without its quotes. */
export function summary(literal: string, width: number): string {
  return cut(words(literal)[0] ?? "", width);
}

/** One line that grows: the summary, and what is being written now behind it. */
export function oneLine(literal: string, width: number): string {
  const last = words(literal).slice(1).at(-1);
  const first = summary(literal, last === undefined ? width : width >> 1);
  return last === undefined ? first : cut(`${first} · ${last}`, width);
}

function words(literal: string): string[] {
  const lines = literal.split(/\r\n|\r|\n/).map((line) => line.trim());
  const bare = lines.map((line) => line.replace(/^[rR]?("""|''')/, "").replace(/("""|''')$/, ""));
  return bare.filter((line) => line !== "");
}

function cut(text: string, width: number): string {
  const points = [...text];
  return points.length <= width ? text : `${points.slice(0, width - 1).join("")}…`;
}

function lineOf(params: StreamParams): number {
  return params.range.end.character === 0 && params.range.end.line > params.range.start.line
    ? params.range.end.line - 1
    : params.range.end.line;
}

function shifted(line: number, change: Change): number {
  const { start, end } = change.range;
  if (end.line > line || (end.line === line && start.line === end.line)) {
    return line;
  }
  const added = change.text.split(/\r\n|\r|\n/).length - 1;
  return Math.max(0, line + added - (end.line - start.line));
}
