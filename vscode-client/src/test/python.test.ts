import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { explain, pipEnvironment } from "../install";
import { launchOf } from "../launch";
import { find, onPath, type Python, probe } from "../python";

const folder = mkdtempSync(join(tmpdir(), "docstring-ls-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const posix = { skip: process.platform === "win32" ? "shell scripts stand for Python" : false };

const none = () => Promise.resolve([]);

function script(name: string, body: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

function answer(version: string, server = false): string {
  const found = { executable: "/x", version: version.split(".").map(Number), abi: "a", server };
  return `echo warning: some shim speaks first\necho '${JSON.stringify(found)}'`;
}

test("the first Python that does is taken, and the log says why the others were not", posix, async () => {
  const log: string[] = [];
  const commands = [
    "/no/such/python",
    script("old", answer("3.9.1")),
    script("broken", "exit 3"),
    script("chatty", "echo hello"),
    script("good", answer("3.14.0")),
    script("never", answer("3.12.0")),
  ];
  const found = await find(
    commands.map((command) => ({ command, origin: "test" })),
    (line) => log.push(line),
  );
  assert.deepEqual(found.version, [3, 14, 0]);
  assert.equal(log.length, 5);
  const reasons = ["not found", "is Python 3.9.1, and 3.11 is needed", "exit code 3", "is no Python"];
  reasons.forEach((reason, index) => assert.ok(log[index]?.endsWith(reason), log[index]));
});

test("without any Python the message says what to do", async () => {
  const failing = find([{ command: "/no/such/python", origin: "test" }], () => undefined);
  await assert.rejects(failing, (error: Error & { words: string; code: string }) => {
    assert.equal(error.code, "no-python");
    assert.match(error.words, /3\.11.*docstring-ls\.interpreter/s);
    return true;
  });
});

test("looking stops when it is cancelled", posix, async () => {
  const controller = new AbortController();
  const slow = script("slow", "exec sleep 30");
  const failing = find([{ command: slow, origin: "test" }], () => undefined, controller.signal);
  setTimeout(() => controller.abort(), 50);
  await assert.rejects(failing, { name: "AbortError" });
});

test("a real Python tells its version", async () => {
  const found = await Promise.all(onPath().map((candidate) => probe(candidate)));
  assert.ok(found.some((each) => typeof each !== "string"));
});

test("a Python that has docstring-ls runs its own, with keys but no foreign paths", posix, async () => {
  process.env.PYTHONPATH = "/elsewhere";
  const interpreter = script("own", answer("3.12.0", true));
  const config = { command: [], interpreter, candidates: none, secrets: { DOCSTRING_LS_API_KEY: "k" } };
  const sink = { log: () => undefined, progress: () => assert.fail("nothing is installed") };
  const launch = await launchOf(config, { extension: folder, storage: folder }, sink);
  delete process.env.PYTHONPATH;
  assert.deepEqual([launch.command, ...launch.arguments], ["/x", "-P", "-s", "-m", "docstring_ls"]);
  assert.equal(launch.environment.PYTHONPATH, undefined);
  assert.equal(launch.environment.DOCSTRING_LS_API_KEY, "k");
  assert.equal(launch.packages, undefined);
});

test("a server that happens to be installed in a Python that was found is not used", posix, async () => {
  const candidate = { command: script("found", answer("3.12.0", true)), origin: "test" };
  const candidates = () => Promise.resolve([candidate]);
  const config = { command: [], interpreter: "", candidates, secrets: {} };
  const sink = { log: () => undefined, progress: () => undefined };
  const paths = { extension: join(folder, "no-bundle"), storage: join(folder, "s") };
  await assert.rejects(launchOf(config, paths, sink), { code: "bundle" });
});

test("a whole command is taken as it is", async () => {
  const config = { command: ["tee", "--x"], interpreter: "/no", candidates: none, secrets: {} };
  const sink = { log: () => undefined, progress: () => undefined };
  const launch = await launchOf(config, { extension: "", storage: "" }, sink);
  assert.deepEqual([launch.command, ...launch.arguments], ["tee", "--x"]);
});

test("pip keeps the user's index and loses what would install elsewhere", () => {
  const found = pipEnvironment({ PIP_INDEX_URL: "i", PIP_TARGET: "t", PIP_USER: "1", HTTPS_PROXY: "p" });
  assert.equal(found.PIP_INDEX_URL, "i");
  assert.equal(found.HTTPS_PROXY, "p");
  assert.equal(found.PIP_TARGET, undefined);
  assert.equal(found.PIP_USER, undefined);
});

const causes: [string, string][] = [
  ["WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError'\nERROR: No matching distribution found for anyio", "offline"],
  ["ERROR: Could not find a version that satisfies the requirement jiter==9 (from versions: none)", "not-offered"],
  ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash"],
  ["SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))\nRetrying (x", "certificate"],
  ["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "storage"],
  ["ERROR: 401 Client Error: Unauthorized for url: https://index.example/simple/", "refused"],
  ["Segmentation fault", "pip"],
];

for (const [output, code] of causes) {
  test(`pip's failure in the user's words: ${code}`, () => {
    const python: Python = { executable: "/usr/bin/python3", version: [3, 12, 0], abi: "", server: false };
    const problem = explain(output, python);
    assert.equal(problem.code, code);
    assert.ok(problem.advice.length > 10);
  });
}
