// The first start for real: unpacks the VSIX, installs from the configured package index, starts
// the server and lets it write a docstring. The offline case needs no network.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { devNull } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchOf, unpack, watcher, wish } from "./unpacked.mjs";

const {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} = createRequire(import.meta.url)("vscode-languageserver-protocol/node");

const CODE = "def area(width, height):\n    return width * height\n";
const CAPABILITIES = {
  workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["refactor.rewrite"] } },
      resolveSupport: { properties: ["edit", "command"] },
      dataSupport: true,
    },
  },
};
const PATIENCE = 60_000;

let folder, extension, remove;
before(() => ({ folder, extension, remove } = unpack()));
after(() => remove());

async function talk(launch, work) {
  const child = spawn(launch.command, [...launch.arguments, "serve", "--stdio"], {
    cwd: folder,
    env: launch.environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const reader = new StreamMessageReader(child.stdout);
  const connection = createMessageConnection(reader, new StreamMessageWriter(child.stdin));
  connection.listen();
  const ended = new Promise((resolve) => child.on("close", resolve));
  setTimeout(() => child.kill(), PATIENCE).unref();
  const died = ended.then(() => Promise.reject(new Error("the server ended by itself")));
  const result = await Promise.race([work(connection), died]);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await ended, 0);
  connection.dispose();
  return result;
}

function initialize(connection) {
  return connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: CAPABILITIES,
    initializationOptions: { stream: true, provider: "draft" },
  });
}

async function generate(connection) {
  const uri = "file:///tmp/shapes.py";
  const done = new Promise((resolve, reject) => {
    connection.onNotification("docstring-ls/stream", (params) => {
      if (params.state === "done") {
        resolve(params);
      } else if (params.state === "failed") {
        reject(new Error(params.problems[0].message));
      }
    });
  });
  await connection.sendNotification("initialized", {});
  const textDocument = { uri, languageId: "python", version: 7, text: CODE };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  const at = { line: 1, character: 6 };
  const [action] = await connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: at, end: at },
    context: { diagnostics: [], only: ["refactor.rewrite.docstring"] },
  });
  assert.match(action.title, /^Generate docstring for `area`/);
  await connection.sendRequest("workspace/executeCommand", action.command);
  return done;
}

test("first start installs, the server writes a docstring; the second start installs nothing", async () => {
  const storage = join(folder, "first");
  const first = watcher();
  const launch = await launchOf(wish(), { extension, storage }, first.watch);
  assert.ok(first.seen.length > 3, "progress was shown");
  const done = await talk(launch, async (connection) => {
    const { capabilities } = await initialize(connection);
    assert.ok(capabilities.codeActionProvider);
    return generate(connection);
  });
  assert.equal(done.version, 7);
  const [change] = done.edit.documentChanges;
  assert.equal(change.textDocument.version, 7);
  assert.match(change.edits[0].newText, /^ {4}"""[^]*"""\n$/);

  const second = watcher();
  const later = wish({ candidates: async () => [] });
  assert.deepEqual(await launchOf(later, { extension, storage }, second.watch), launch);
  assert.deepEqual(second.seen, []);
});

test("offline: one problem in plain words, and nothing is left", async () => {
  const storage = join(folder, "offline");
  const kept = { ...process.env };
  for (const name of Object.keys(process.env).filter((name) => name.startsWith("PIP_"))) {
    delete process.env[name];
  }
  // Port 9 is closed; the user's own indexes, where there are any, must not help.
  Object.assign(process.env, { PIP_CONFIG_FILE: devNull, PIP_INDEX_URL: "http://127.0.0.1:9/simple" });
  try {
    const failing = launchOf(wish(), { extension, storage }, watcher().watch);
    const problem = await failing.then(() => undefined, (error) => error);
    assert.equal(problem.code, "offline");
    assert.match(problem.words, /no connection to a package index.*retry/s);
    assert.deepEqual(readdirSync(join(storage, "packages")), []);
  } finally {
    Object.assign(process.env, kept);
    delete process.env.PIP_CONFIG_FILE;
    delete process.env.PIP_INDEX_URL;
    Object.assign(process.env, kept);
  }
});

test("a Python that was chosen and does not do is named, not passed over", async () => {
  const chosen = join(folder, "python");
  const places = { extension, storage: join(folder, "chosen") };
  const failing = launchOf(wish({ interpreter: chosen }), places, watcher().watch);
  await assert.rejects(failing, (error) => {
    assert.equal(error.code, "interpreter");
    assert.ok(error.words.includes(chosen));
    return true;
  });
});

test("storage that can't be written is named", async () => {
  const storage = join(folder, "a-file");
  writeFileSync(storage, "");
  const failing = launchOf(wish(), { extension, storage }, watcher().watch);
  await assert.rejects(failing, { code: "storage" });
});
