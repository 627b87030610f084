/** The editor's settings and secrets as values. */
import * as vscode from "vscode";
import { candidates, ProjectPython } from "./candidates";
import { type LaunchConfig } from "./launch";
import { SECTION } from "./protocol";
import { type Block, options, SECRETS, written } from "./settings";

export class Configuration implements vscode.Disposable {
  private readonly declared: Map<string, string>;
  private readonly project: ProjectPython;
  private followed: Promise<void> | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
  ) {
    const manifest = context.extension.packageJSON as { contributes: { configuration: Block[] } };
    this.declared = options(manifest.contributes.configuration);
    this.project = new ProjectPython(log);
  }

  /** Calls back when the project's interpreter, which counts as a setting, is known or another. */
  async follow(changed: () => void): Promise<void> {
    this.followed ??= this.project.follow(changed);
    await this.followed;
    if (this.project.path) {
      changed();
    }
  }

  /** The server's options as somebody has written them, for a document or folder. */
  settings(scope?: vscode.Uri): Record<string, unknown> {
    const section = vscode.workspace.getConfiguration(SECTION, scope ?? null);
    const found = written(this.declared, (name) => section.inspect(name));
    const chosen = this.project.path;
    return chosen ? { jediInterpreter: chosen, ...found } : found;
  }

  /** What decides how the server is started. */
  async launch(): Promise<LaunchConfig> {
    const section = vscode.workspace.getConfiguration(SECTION, null);
    return {
      command: section.inspect<string[]>("command")?.globalValue ?? [],
      interpreter: section.inspect<string>("interpreter")?.globalValue?.trim() ?? "",
      candidates: async () => {
        await this.followed;
        return candidates(this.project);
      },
      secrets: await this.secrets(),
    };
  }

  dispose(): void {
    this.project.dispose();
  }

  private async secrets(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const secret of SECRETS) {
      const key = await this.context.secrets.get(secret.option);
      if (key) {
        found[secret.variable] = key;
      }
    }
    return found;
  }
}
