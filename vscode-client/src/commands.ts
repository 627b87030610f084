/** The extension's commands: one table; those of the server are forwarded to it. */
import * as vscode from "vscode";
import { type CodeAction, CodeActionRequest } from "vscode-languageclient/node";
import { doctor } from "./doctor";
import { type Preview } from "./preview";
import { Problem } from "./problem";
import { type ActionData, Commands } from "./protocol";
import { SECRETS } from "./settings";
import { type Server } from "./server";
import { named } from "./streams";

export interface Parts {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  server: Server;
  preview: Preview;
}

type Command = (parts: Parts, argument: unknown) => Promise<unknown>;

const WRITING = [Commands.generate, Commands.preview, Commands.regenerate] as const;

const TABLE: Record<string, Command> = {
  [Commands.generate]: (parts, argument) => ask(parts, Commands.generate, argument),
  [Commands.preview]: (parts, argument) => ask(parts, Commands.preview, argument),
  [Commands.regenerate]: (parts, argument) => ask(parts, Commands.regenerate, argument),
  [Commands.insert]: (parts, argument) => insert(parts, Commands.insert, argument),
  [Commands.insertAnyway]: (parts, argument) => insert(parts, Commands.insertAnyway, argument),
  [Commands.discard]: discard,
  [Commands.showPrompt]: showPrompt,
  [Commands.clearCache]: ({ server }) => server.execute(Commands.clearCache),
  [Commands.generateMissing]: generateMissing,
  "docstring-ls.setApiKey": setApiKey,
  "docstring-ls.clearApiKey": clearApiKey,
  "docstring-ls.chooseInterpreter": chooseInterpreter,
  "docstring-ls.restart": ({ server }) => server.restart(),
  "docstring-ls.showLog": async ({ log }) => log.show(),
  "docstring-ls.doctor": ({ server, log }) => doctor(server, log),
};

/** Registers every command once; failures become one message. */
export function register(parts: Parts): vscode.Disposable[] {
  return Object.entries(TABLE).map(([name, command]) =>
    vscode.commands.registerCommand(name, async (argument?: unknown) => {
      try {
        return await command(parts, argument);
      } catch (error) {
        parts.log.error(`${name}: ${String(error)}`);
        const words = error instanceof Problem ? error.words : (error as Error).message;
        void vscode.window.showErrorMessage(words);
        return undefined;
      }
    }),
  );
}

async function ask(parts: Parts, command: string, argument: unknown): Promise<unknown> {
  return parts.server.execute(command, named(argument) ?? (await atCursor(parts.server)));
}

async function insert(parts: Parts, command: string, argument: unknown): Promise<unknown> {
  const what = named(argument) ?? tokenOf(parts.preview) ?? (await atCursor(parts.server));
  if ("token" in what) {
    parts.preview.inserted(what.token);
  }
  return parts.server.execute(command, what);
}

async function discard(parts: Parts, argument: unknown): Promise<unknown> {
  const what = named(argument);
  if (what && !("token" in what)) {
    return parts.server.execute(Commands.discard, what);
  }
  return parts.preview.discard(what?.token);
}

async function generateMissing({ server }: Parts, argument: unknown): Promise<unknown> {
  return server.execute(Commands.generateMissing, named(argument) ?? (await activeDocument(server)));
}

async function showPrompt(parts: Parts, argument: unknown): Promise<void> {
  const action = named(argument) ?? (await atCursor(parts.server));
  const content = await parts.server.execute(Commands.showPrompt, action);
  if (typeof content === "string") {
    const document = await vscode.workspace.openTextDocument({ content, language: "markdown" });
    await vscode.window.showTextDocument(document, { preview: true });
  }
}

function pythonEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "python") {
    throw new Problem("There is no Python editor.", "Open a Python file first.", "no-editor");
  }
  return editor;
}

async function activeDocument(server: Server): Promise<{ uri: string; version: number }> {
  const { document } = pythonEditor();
  const { code2ProtocolConverter } = await server.running();
  return code2ProtocolConverter.asVersionedTextDocumentIdentifier(document);
}

/** The symbol at the cursor, as the first action in the server's list carries it. */
async function atCursor(server: Server): Promise<ActionData> {
  const editor = pythonEditor();
  const client = await server.running();
  const actions = await client.sendRequest(CodeActionRequest.type, {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
    range: client.code2ProtocolConverter.asRange(editor.selection),
    context: { diagnostics: [], only: ["refactor.rewrite.docstring"] },
  });
  for (const action of actions ?? []) {
    const command = (action as CodeAction).command;
    const data = named(command && typeof command === "object" ? command.arguments?.[0] : undefined);
    if (data && "uri" in data && (WRITING as readonly string[]).includes(command!.command)) {
      return data;
    }
  }
  throw new Problem(
    "There is no function, class or module head at the cursor that can take a docstring.",
    "Put the cursor inside one.",
    "no-symbol",
  );
}

function tokenOf(preview: Preview): { token: string } | undefined {
  const entry = preview.proposed();
  return entry && { token: entry.token };
}

async function setApiKey({ context }: Parts): Promise<void> {
  const secret = await pick("Which service is the key for?");
  if (!secret) {
    return;
  }
  const key = await vscode.window.showInputBox({
    title: `API key for ${secret.label}`,
    prompt: "It is kept in the editor's secret storage and given to the server only.",
    password: true,
    ignoreFocusOut: true,
  });
  if (key?.trim()) {
    await context.secrets.store(secret.option, key.trim());
  }
}

async function clearApiKey({ context }: Parts): Promise<void> {
  const secret = await pick("Which key shall be forgotten?");
  if (secret) {
    await context.secrets.delete(secret.option);
  }
}

async function pick(title: string) {
  return vscode.window.showQuickPick([...SECRETS], { title });
}

async function chooseInterpreter(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: "Python 3.11 or newer that runs the docstring server",
    openLabel: "Use this Python",
    canSelectMany: false,
  });
  const file = chosen?.[0]?.fsPath;
  if (file) {
    await vscode.workspace
      .getConfiguration("docstring-ls")
      .update("interpreter", file, vscode.ConfigurationTarget.Global);
  }
}
