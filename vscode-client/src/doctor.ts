/** Runs `docstring-ls doctor` as the server is run, and shows what it says in the log. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as vscode from "vscode";
import { type Server } from "./server";

export async function doctor(server: Server, log: vscode.LogOutputChannel): Promise<void> {
  const launch = await server.launch();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  log.show();
  const child = spawn(launch.command, [...launch.arguments, "doctor"], {
    env: { ...launch.environment, NO_COLOR: "1" },
    ...(folder ? { cwd: folder } : {}),
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => log.info(line));
  }
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
}
