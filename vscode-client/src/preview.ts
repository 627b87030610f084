/**
 * Shows docstrings while they are written, and brings them into the document.
 *
 * The text grows behind the symbol's header as a decoration: the document itself changes once, by
 * the server's gated edit, so that one undo takes it back and nobody else sees half a docstring.
 */
import * as vscode from "vscode";
import { Commands, type Remark, type StreamParams } from "./protocol";
import { type Server } from "./server";
import { type Status } from "./status";
import { type Effect, type Entry, oneLine, Streams, summary } from "./streams";

const WIDTH = 100;
const STATUS_WIDTH = 60;
const ANYWAY = "Insert anyway, with what can't be proven";

export class Preview implements vscode.Disposable, vscode.CodeLensProvider {
  private readonly streams = new Streams();
  private readonly lenses = new vscode.EventEmitter<void>();
  private readonly look = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor("editorGhostText.foreground"),
      fontStyle: "italic",
      margin: "0 0 0 2ch",
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private readonly disposables: vscode.Disposable[];
  readonly onDidChangeCodeLenses = this.lenses.event;

  constructor(
    private readonly server: () => Server,
    private readonly status: Status,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables = [
      this.lenses,
      this.look,
      vscode.languages.registerCodeLensProvider({ language: "python" }, this),
      vscode.workspace.onDidChangeTextDocument((event) => this.changed(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document.uri.toString())),
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
      vscode.window.onDidChangeActiveTextEditor(() => this.draw()),
    ];
  }

  /** Takes a notification of the server. */
  take(params: StreamParams): void {
    for (const effect of this.streams.take(params)) {
      void this.carryOut(effect).catch((error) => this.log.error(String(error)));
    }
    this.draw();
  }

  /** The newest docstring of the active document that waits for Insert. */
  proposed(): Entry | undefined {
    return this.streams.all(this.active()).findLast((entry) => entry.kept);
  }

  /** Ends one docstring, else what is being written, else what the active document has proposed. */
  async discard(token?: string): Promise<void> {
    const tokens = token ? [token] : this.streams.unwanted(this.active());
    for (const each of tokens) {
      this.streams.drop(each);
    }
    this.draw();
    for (const each of tokens) {
      await this.server().execute(Commands.discard, { token: each });
    }
  }

  /** Takes a docstring off the screen because it goes into the document. */
  inserted(token: string): void {
    this.streams.drop(token);
    this.draw();
  }

  /** Takes everything off the screen, of one document or of all. */
  forget(uri?: string): void {
    this.streams.forget(uri);
    this.draw();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const kept = this.streams.all(document.uri.toString()).filter((entry) => entry.kept);
    return kept.flatMap((entry) => {
      const { start, end } = entry.last.range;
      const top = entry.line - (end.line - start.line);
      const line = Math.max(0, Math.min(top, document.lineCount - 1));
      const place = new vscode.Range(line, 0, line, 0);
      const argument = [{ token: entry.token }];
      const anyway = [`$(warning) ${ANYWAY}`, Commands.insertAnyway] as const;
      return [
        ["$(check) Insert docstring", Commands.insert] as const,
        ...(entry.last.anyway ? [anyway] : []),
        ["$(close) Discard", Commands.discard] as const,
      ].map(
        ([title, command]) => new vscode.CodeLens(place, { title, command, arguments: argument }),
      );
    });
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async carryOut(effect: Effect): Promise<void> {
    if (effect.kind === "write") {
      await this.write(effect.entry);
    } else if (effect.kind === "keep") {
      this.lenses.fire();
    }
  }

  /** Applies the server's edit if it is for this very text, else lets the server rebase it. */
  private async write(entry: Entry): Promise<void> {
    const { edit, uri, version } = entry.last;
    const client = await this.server().running();
    const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
    const document = documentOf(uri);
    if (converted && document && document.version === version) {
      // VS Code itself refuses the edit if the document changes on the way.
      if (await vscode.workspace.applyEdit(converted)) {
        return;
      }
    }
    await this.server().execute(Commands.insert, { token: entry.token });
  }

  private changed(event: vscode.TextDocumentChangeEvent): void {
    this.streams.shift(event.document.uri.toString(), event.contentChanges);
  }

  private active(): string | undefined {
    return vscode.window.activeTextEditor?.document.uri.toString();
  }

  private draw(): void {
    const entries = this.streams.all();
    const writing = entries.filter((entry) => !entry.kept);
    const newest = writing.at(-1);
    this.status.writing(newest && oneLine(newest.text, STATUS_WIDTH));
    void vscode.commands.executeCommand("setContext", "docstring-ls.writing", writing.length > 0);
    void vscode.commands.executeCommand(
      "setContext",
      "docstring-ls.proposed",
      entries.length > writing.length,
    );
    for (const editor of vscode.window.visibleTextEditors) {
      const uri = editor.document.uri.toString();
      const shown = entries.filter((entry) => entry.uri === uri);
      editor.setDecorations(this.look, shown.map((entry) => decoration(entry, editor.document)));
    }
    this.lenses.fire();
  }
}

function decoration(entry: Entry, document: vscode.TextDocument): vscode.DecorationOptions {
  const line = document.lineAt(Math.min(entry.line, document.lineCount - 1));
  const words = entry.kept ? `proposed: ${summary(entry.text, WIDTH)}` : oneLine(entry.text, WIDTH);
  return {
    range: new vscode.Range(line.range.end, line.range.end),
    hoverMessage: hover(entry),
    renderOptions: { after: { contentText: words || "…" } },
  };
}

/** The whole text as code, so that nothing in it is markup, and our own commands as links. */
function hover(entry: Entry): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendCodeblock(entry.text, "python");
  for (const problem of entry.kept ? entry.last.problems : []) {
    appendProblem(text, problem);
  }
  const link = (title: string, command: string) => {
    const argument = encodeURIComponent(JSON.stringify([{ token: entry.token }]));
    return `[${title}](command:${command}?${argument})`;
  };
  const anyway = entry.last.anyway ? [link(ANYWAY, Commands.insertAnyway)] : [];
  const links = entry.kept
    ? [link("Insert", Commands.insert), ...anyway, link("Discard", Commands.discard)]
    : [link("Cancel", Commands.discard)];
  text.appendMarkdown(`\n\n${links.join(" | ")}`);
  text.isTrusted = { enabledCommands: [Commands.insert, Commands.insertAnyway, Commands.discard] };
  return text;
}

/** What was found and the line that proves it; what others wrote is text. */
function appendProblem(text: vscode.MarkdownString, { message, evidence }: Remark): void {
  text.appendMarkdown("\n\n- ").appendText(message);
  if (evidence) {
    const line = vscode.Uri.parse(evidence.uri).with({ fragment: `L${evidence.line + 1}` });
    text.appendMarkdown(" ([").appendText(evidence.name).appendMarkdown(`](${line.toString()})`);
    text.appendText(evidence.code && `: ${evidence.code}`).appendMarkdown(")");
  }
}

function documentOf(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}
