/** One item in the status bar: how the server is, and the docstring that is being written. */
import * as vscode from "vscode";
import { Commands } from "./protocol";

export type Health = "starting" | "ready" | "stopped" | "failed";

const LOOKS: Record<Health, { icon: string; words: string; command: string }> = {
  starting: { icon: "loading~spin", words: "starting", command: "docstring-ls.showLog" },
  ready: { icon: "quote", words: "ready", command: Commands.generate },
  stopped: { icon: "circle-slash", words: "not running", command: "docstring-ls.restart" },
  failed: { icon: "error", words: "failed", command: "docstring-ls.restart" },
};

const HINTS: Record<Health, string> = {
  starting: "The docstring server is starting. Click to see its log.",
  ready: "Click to generate a docstring for the symbol at the cursor.",
  stopped: "The docstring server does not run. Click to start it.",
  failed: "The docstring server could not be started. Click to try again.",
};

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    "docstring-ls.status",
    vscode.StatusBarAlignment.Right,
  );
  private readonly listener: vscode.Disposable;
  private health: Health = "starting";
  private growing: string | undefined;

  constructor() {
    this.item.name = "Docstring";
    this.listener = vscode.window.onDidChangeActiveTextEditor(() => this.draw());
    this.draw();
  }

  server(health: Health): void {
    this.health = health;
    this.draw();
  }

  /** The text so far on one line; undefined when nothing is being written. */
  writing(text: string | undefined): void {
    this.growing = text;
    this.draw();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private draw(): void {
    if (this.growing !== undefined) {
      this.item.text = `$(loading~spin) ${plain(this.growing) || "Docstring"}`;
      this.item.tooltip = "A docstring is being written. Click to cancel.";
      this.item.command = Commands.discard;
      this.item.show();
      return;
    }
    const look = LOOKS[this.health];
    this.item.text = `$(${look.icon}) Docstring${this.health === "ready" ? "" : `: ${look.words}`}`;
    this.item.tooltip = HINTS[this.health];
    this.item.command = look.command;
    const python = vscode.window.activeTextEditor?.document.languageId === "python";
    if (python || this.health === "failed") {
      this.item.show();
    } else {
      this.item.hide();
    }
  }
}

/** Model text is data: it must not become an icon. */
function plain(text: string): string {
  return text.replaceAll("$(", "$ (");
}
