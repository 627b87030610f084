/** Runs the pip that the extension brings along, and says in the user's words why it failed. */
import { spawn } from "node:child_process";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { type Bundle } from "./bundle";
import { Problem } from "./problem";
import { type ProgressSink } from "./progress";
import { type Python } from "./python";

const LAST_LINES = 200;

export interface Installation {
  python: Python;
  bundle: Bundle;
  /** An empty folder. */
  target: string;
}

/** Installs the pinned requirements into a folder; the user's own pip configuration counts. */
export async function install(installation: Installation, sink: ProgressSink): Promise<void> {
  sink.progress("Installing the server's packages");
  const lines: string[] = [];
  const total = { seen: 0 };
  const code = await run(installation, sink.signal, (line) => {
    lines.push(line);
    lines.splice(0, lines.length - LAST_LINES);
    sink.log(line);
    report(line, total, sink);
  });
  sink.signal?.throwIfAborted();
  if (code !== 0) {
    throw explain(lines.join("\n"), installation.python);
  }
}

/** The arguments for Python; `-I` keeps the user's PYTHONPATH and the working folder out. */
export function pipArguments(installation: Installation): string[] {
  return [
    "-I",
    path.join(installation.bundle.pip, "pip"),
    "install",
    ...["--target", installation.target],
    ...["--requirement", installation.bundle.requirements],
    "--require-hashes",
    ...["--only-binary", ":all:"],
    "--no-deps",
    "--no-input",
    "--no-user",
    ...["--retries", "2"],
    ...["--progress-bar", "off"],
    "--disable-pip-version-check",
    "--no-warn-script-location",
    ...["--root-user-action", "ignore"],
  ];
}

/** What would make pip install elsewhere is switched off; indexes, proxies, certificates stay. */
export function pipEnvironment(environ: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PIP_TARGET, PIP_PREFIX, PIP_ROOT, PIP_USER, PIP_REQUIREMENT, ...kept } = environ;
  return { ...kept, PIP_REQUIRE_VIRTUALENV: "0", PYTHONUTF8: "1" };
}

function run(
  installation: Installation,
  signal: AbortSignal | undefined,
  heard: (line: string) => void,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(installation.python.executable, pipArguments(installation), {
      cwd: installation.target,
      env: pipEnvironment(process.env),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      ...(signal ? { signal } : {}),
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", heard);
    }
    child.on("error", (error) => (signal?.aborted ? resolve(null) : reject(error)));
    child.on("close", resolve);
  });
}

function report(line: string, total: { seen: number }, sink: ProgressSink): void {
  const fetched = /^(?:Collecting|Processing) (?:\S*[\\/])?([A-Za-z0-9._]+)/.exec(line);
  if (fetched) {
    total.seen += 1;
    sink.progress(`Fetching package ${total.seen}: ${fetched[1]}`);
  } else if (line.startsWith("Installing collected packages")) {
    sink.progress(`Unpacking ${total.seen} packages`);
  }
}

const CAUSES: [RegExp, string, string, string][] = [
  [
    /DO NOT MATCH THE HASHES/,
    "a package does not have the expected content",
    "The package index or a proxy delivers something else than what was published; tell its administrator.",
    "hash",
  ],
  [
    /CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError/,
    "the package index could not be trusted (certificate)",
    "Set pip's option cert to your organisation's certificates, then retry.",
    "certificate",
  ],
  [
    /No space left on device|ENOSPC/,
    "the disk is full",
    "Make room, then retry.",
    "storage",
  ],
  [
    /\b40[137]\b.*(?:Error|Unauthorized|Forbidden|Proxy)|Proxy Authentication Required/,
    "the package index or proxy refused access",
    "Check pip's index and proxy settings, then retry.",
    "refused",
  ],
  [
    /Retrying \(|ConnectionError|Max retries exceeded|NewConnectionError|ConnectTimeout|ReadTimeout/,
    "there is no connection to a package index that has them",
    "Connect to the network or check pip's index and proxy settings, then retry; or choose a Python in which docstring-ls is installed.",
    "offline",
  ],
  [
    /No matching distribution found|Could not find a version/,
    "no package index offers them for this Python",
    "Check the network and pip's index settings, then retry; or choose another Python, best one in which docstring-ls is installed.",
    "not-offered",
  ],
];

/** Why pip failed, from what it wrote. */
export function explain(output: string, python: Python): Problem {
  const what = "The docstring server's packages could not be installed";
  for (const [pattern, cause, advice, code] of CAUSES) {
    if (pattern.test(output)) {
      return new Problem(`${what}: ${cause}.`, advice, code);
    }
  }
  return new Problem(
    `${what} with ${python.executable}: pip failed.`,
    "The log says why; then retry, or choose another Python.",
    "pip",
  );
}
