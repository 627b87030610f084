/** Which Pythons may run the server, the user's own choices first. */
import * as vscode from "vscode";
import { type Candidate, onPath } from "./python";
import { inside } from "./settings";

interface Environments {
  getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
  resolveEnvironment(path: unknown): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
}

/** Pythons to look at; one that lies in the workspace is left out, since nobody chose to run it. */
export async function candidates(log: vscode.LogOutputChannel): Promise<Candidate[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const active = await activeInterpreter(log);
  const inspected = vscode.workspace
    .getConfiguration("python")
    .inspect<string>("defaultInterpreterPath");
  const named: Candidate[] = [];
  if (active) {
    named.push({ command: active, origin: "the Python extension" });
  }
  if (inspected?.globalValue) {
    named.push({ command: inspected.globalValue, origin: "python.defaultInterpreterPath" });
  }
  return [...named.filter((item) => !inside(item.command, folders)), ...onPath()];
}

/** The Python extension's active interpreter, where that extension is installed and answers. */
export async function activeInterpreter(
  log: vscode.LogOutputChannel,
  resource?: vscode.Uri,
): Promise<string | undefined> {
  try {
    const extension = vscode.extensions.getExtension("ms-python.python");
    if (!extension) {
      return undefined;
    }
    const api = (await extension.activate()) as { environments?: Environments } | undefined;
    const environments = api?.environments;
    const active = environments?.getActiveEnvironmentPath(resource);
    const resolved = active && (await environments?.resolveEnvironment(active));
    return resolved?.executable.uri?.fsPath;
  } catch (error) {
    log.warn(`The Python extension did not tell its interpreter: ${String(error)}`);
    return undefined;
  }
}
