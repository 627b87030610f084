/** What crosses between the extension and the server beyond the Language Server Protocol. */
import type { Range, WorkspaceEdit } from "vscode-languageserver-protocol";

/** The section of settings on both sides. */
export const SECTION = "docstring-ls";

/** Asks the server for stream notifications. */
export const INITIALIZATION = { stream: true } as const;

/** The server's notification while a docstring is written. */
export const STREAM = "docstring-ls/stream";

export type State = "streaming" | "done" | "withdrawn" | "failed";

/** What becomes of a docstring that is done: it goes into the document, or is only shown. */
export type Purpose = "insert" | "preview";

/** The line of code that proves something. */
export interface Evidence {
  /** The file that it stands in. */
  uri: string;
  /** 0-based. */
  line: number;
  /** What a person calls it, such as "line 6". */
  name: string;
  /** Its own words, shortened; empty where it stands in another file. */
  code: string;
}

/** Something the reader should know about a docstring. */
export interface Remark {
  code: string;
  message: string;
  severity: "info" | "warning" | "error";
  /** The line that proves it; null where it is about no place. */
  evidence?: Evidence | null;
}

/** One state of one docstring. */
export interface StreamParams {
  /** Names the generation; for insert and discard. */
  token: string;
  uri: string;
  /** The version of the document that range and edit are for. */
  version: number | null;
  qualname: string;
  /** The old docstring, else the header of the symbol. */
  range: Range;
  /** The whole literal so far, as it would stand in the file. */
  text: string;
  state: State;
  purpose: Purpose;
  problems: Remark[];
  /** Only with `done`: the gated edit. */
  edit?: WorkspaceEdit;
  /** Whether "insert anyway" would keep more than the edit does. */
  anyway?: boolean;
}

/** The argument of the commands that concern one symbol. */
export interface ActionData {
  uri: string;
  version: number | null;
  qualname: string;
  line: number;
  character: number;
  mode: "generate" | "update" | "complete" | "rewrite";
}

/** Insert and discard take the token of a generation. */
export interface TokenArgument {
  token: string;
}

/** The server's commands; the extension registers them once and forwards. */
export const Commands = {
  generate: "docstring-ls.generate",
  preview: "docstring-ls.preview",
  regenerate: "docstring-ls.regenerate",
  generateMissing: "docstring-ls.generateMissing",
  insert: "docstring-ls.insert",
  insertAnyway: "docstring-ls.insertAnyway",
  discard: "docstring-ls.discard",
  showPrompt: "docstring-ls.showPrompt",
  clearCache: "docstring-ls.clearCache",
} as const;
