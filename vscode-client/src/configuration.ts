/** The editor's settings and secrets as values. */
import * as vscode from "vscode";
import { candidates } from "./candidates";
import { type Wish } from "./launch";
import { SECTION } from "./protocol";
import { type Block, options, SECRETS, written } from "./settings";

export class Configuration {
  private readonly declared: Map<string, string>;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const manifest = context.extension.packageJSON as { contributes: { configuration: Block[] } };
    this.declared = options(manifest.contributes.configuration);
  }

  /** The server's options as somebody has written them, for a document or folder. */
  settings(scope?: vscode.Uri): Record<string, unknown> {
    const section = vscode.workspace.getConfiguration(SECTION, scope ?? null);
    return written(this.declared, (name) => section.inspect(name));
  }

  /** What decides how the server is started. */
  async wish(): Promise<Wish> {
    const section = vscode.workspace.getConfiguration(SECTION, null);
    return {
      command: section.inspect<string[]>("command")?.globalValue ?? [],
      interpreter: section.inspect<string>("interpreter")?.globalValue?.trim() ?? "",
      candidates: await candidates(this.log),
      secrets: await this.secrets(),
    };
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
