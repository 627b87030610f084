// The VSIX unpacked into a folder of its own, and what the tests of installation share.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The extension's own code, bundled without VS Code. */
export const { launchOf, repair, sound } = createRequire(import.meta.url)("../dist/test/launch.js");

const vsix = fileURLToPath(new URL("../docstring-ls.vsix", import.meta.url));
const system = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

/** Unpacks the VSIX; the blank in the folder's name is there on purpose. */
export function unpack() {
  const folder = mkdtempSync(join(tmpdir(), "docstring ls "));
  execFileSync("python3", ["-m", "zipfile", "-e", vsix, folder]);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  return { folder, extension: join(folder, "extension"), remove };
}

/** A start that nobody configured. */
export function wish(more = {}) {
  const candidates = [
    { command: "no-such-python", origin: "test" },
    { command: system, origin: "test" },
    { command: "python3", origin: "test" },
  ];
  return { command: [], interpreter: "", candidates: async () => candidates, secrets: {}, ...more };
}

/** What the user would see of an installation. */
export function watcher(signal) {
  const seen = [];
  const watch = { log: () => {}, progress: (message) => seen.push(message) };
  return { seen, watch: signal ? { ...watch, signal } : watch };
}
