/** The extension's parts and how they are joined. */
import * as vscode from "vscode";
import { register } from "./commands";
import { Configuration } from "./configuration";
import { Preview } from "./preview";
import { SECTION } from "./protocol";
import { Server } from "./server";
import { Status } from "./status";

let running: Server | undefined;

/** Returns at once; the server starts behind it, and a failure there is a message, not an error. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Docstring", { log: true });
  const status = new Status();
  const paths = {
    extension: context.extensionPath,
    storage: context.globalStorageUri.fsPath,
  };
  const preview: Preview = new Preview(() => server, status, log);
  const listener = {
    stream: preview.take.bind(preview),
    gone: () => preview.forget(),
  };
  const configuration = new Configuration(context, log);
  const server = new Server(configuration, paths, log, status, listener);
  running = server;
  context.subscriptions.push(
    ...register({ context, log, server, preview }),
    context.secrets.onDidChange(() => server.reconfigure()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) {
        void server.reconfigure();
      }
    }),
    preview,
    server,
    configuration,
    status,
    log,
  );
  void configuration.follow(() => void server.reconfigure());
  void server.restart();
}

/** Gives the server the chance to shut down. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}
