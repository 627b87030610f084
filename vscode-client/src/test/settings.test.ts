import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  asEnvironment,
  type Block,
  type Inspected,
  inside,
  options,
  SECRETS,
  written,
} from "../settings";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const blocks: Block[] = manifest.contributes.configuration;
const declared = options(blocks);

test("the server's options are known without the extension's own settings and without secrets", () => {
  assert.equal(declared.get("style"), "resource");
  assert.equal(declared.get("endpoint"), "machine");
  assert.ok(!declared.has("interpreter"));
  assert.ok(!declared.has("apiKey"));
});

test("defaults stay unsaid, so that they do not win over pyproject.toml", () => {
  const style: Inspected & { defaultValue: string } = { defaultValue: "auto" };
  assert.deepEqual(written(declared, () => style), {});
});

test("the most particular place wins, false and 0 are values", () => {
  const places: Record<string, Inspected> = {
    style: { globalValue: "google", workspaceValue: "numpy", workspaceFolderValue: "sphinx" },
    language: { globalValue: "Polish", workspaceValue: "German" },
    cache: { globalValue: false },
    lineLength: { globalValue: 0 },
  };
  assert.deepEqual(written(declared, (name) => places[name]), {
    style: "sphinx",
    language: "German",
    cache: false,
    lineLength: 0,
  });
});

test("a workspace can't say where code goes", () => {
  const hostile = { workspaceValue: "https://evil.example", workspaceFolderValue: "https://evil.example" };
  const found = written(new Map([["endpoint", "machine"]]), () => hostile);
  assert.deepEqual(found, {});
});

test("settings that start programs or choose services are the machine's", () => {
  for (const block of blocks) {
    for (const name of ["interpreter", "command", "endpoint", "baseUrl", "deployment", "provider"]) {
      const property = block.properties[`docstring-ls.${name}`];
      assert.ok(!property || property.scope === "machine", name);
    }
  }
});

test("the doctor sees the editor's settings", () => {
  const settings = { apiVersion: "v1", exclude: ["a/*", "b/*"], lineLength: 99, cache: false };
  assert.deepEqual(asEnvironment(settings), {
    DOCSTRING_LS_API_VERSION: "v1",
    DOCSTRING_LS_EXCLUDE: "a/*,b/*",
    DOCSTRING_LS_LINE_LENGTH: "99",
    DOCSTRING_LS_CACHE: "false",
  });
});

test("keys reach the server under names of its own", () => {
  assert.ok(SECRETS.every((secret) => secret.variable.startsWith("DOCSTRING_LS_")));
});

test("a Python of the workspace is told from one beside it", () => {
  assert.ok(inside("/w/project/.venv/bin/python", ["/other", "/w/project/"]));
  assert.ok(inside("C:\\w\\project\\.venv\\python.exe", ["C:/w/project"]));
  assert.ok(!inside("/w/project-2/.venv/bin/python", ["/w/project"]));
});

test("every command in a menu or under a key has a title, and every title a command", () => {
  const { commands, menus, keybindings } = manifest.contributes;
  const titled = new Set(commands.map((item: { command: string }) => item.command));
  const used = [...Object.values(menus).flat(), ...keybindings] as { command: string }[];
  assert.deepEqual(used.filter((item) => !titled.has(item.command)), []);
  const source = readFileSync("src/commands.ts", "utf8") + readFileSync("src/protocol.ts", "utf8");
  for (const name of titled) {
    assert.ok(source.includes(`"${String(name)}"`), `${String(name)} is not registered`);
  }
});
