/** Which Pythons may run the server, and which one the project uses. */
import * as vscode from "vscode";
import { type Candidate, onPath } from "./python";
import { inside } from "./settings";

interface Environments {
  getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
  resolveEnvironment(path: unknown): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
  onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
}

/** The interpreter that the Python extension uses for the project, where that extension exists. */
export class ProjectPython implements vscode.Disposable {
  private environments: Environments | undefined;
  private listener: vscode.Disposable | undefined;
  private current: string | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Begins to follow it; resolves when the first answer is there. */
  async follow(changed: () => void): Promise<void> {
    try {
      const extension = vscode.extensions.getExtension("ms-python.python");
      const api = (await extension?.activate()) as { environments?: Environments } | undefined;
      this.environments = api?.environments;
      this.listener = this.environments?.onDidChangeActiveEnvironmentPath(async () => {
        await this.ask();
        changed();
      });
    } catch (error) {
      this.log.warn(`The Python extension did not start: ${String(error)}`);
    }
    await this.ask();
  }

  /** Its path; undefined in a workspace that is not trusted, since it may come from there. */
  get path(): string | undefined {
    return vscode.workspace.isTrusted ? this.current : undefined;
  }

  dispose(): void {
    this.listener?.dispose();
  }

  private async ask(): Promise<void> {
    try {
      const active = this.environments?.getActiveEnvironmentPath();
      const resolved = active && (await this.environments?.resolveEnvironment(active));
      this.current = resolved?.executable.uri?.fsPath;
    } catch (error) {
      this.log.warn(`The Python extension did not tell its interpreter: ${String(error)}`);
    }
  }
}

/** Pythons to run the server; one that lies in the workspace is left out: it goes with the project. */
export function candidates(project: ProjectPython): Candidate[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const inspected = vscode.workspace
    .getConfiguration("python")
    .inspect<string>("defaultInterpreterPath");
  const named: Candidate[] = [];
  if (project.path) {
    named.push({ command: project.path, origin: "the Python extension" });
  }
  if (inspected?.globalValue) {
    named.push({ command: inspected.globalValue, origin: "python.defaultInterpreterPath" });
  }
  return [...named.filter((item) => !inside(item.command, folders)), ...onPath()];
}
