/** Finds a Python that can run the server. Knows nothing of VS Code, so that tests run it for real. */
import { execFile } from "node:child_process";
import { Problem } from "./problem";

export const OLDEST = [3, 11] as const;

const PROBE_MILLISECONDS = 20_000;

// Only what Python 3.4 understands: an older one must still be able to say how old it is.
const PROBE = `
import json, sys, sysconfig
try:
    import importlib.util
    server = importlib.util.find_spec("docstring_ls") is not None
except Exception:
    server = False
print(json.dumps({
    "executable": sys.executable,
    "version": list(sys.version_info[:3]),
    "abi": "-".join([str(sys.implementation.cache_tag), sysconfig.get_config_var("EXT_SUFFIX") or "", sysconfig.get_platform()]),
    "server": server,
}))
`;

/** A command that may be a Python, and who named it. */
export interface Candidate {
  command: string;
  arguments?: string[];
  origin: string;
}

/** A Python that runs. */
export interface Python {
  executable: string;
  version: [number, number, number];
  /** What decides whether compiled packages fit. */
  abi: string;
  /** Whether docstring-ls is installed there. */
  server: boolean;
}

/** Asks a candidate what it is; a string says why it does not do. */
export function probe(candidate: Candidate, signal?: AbortSignal): Promise<Python | string> {
  const args = [...(candidate.arguments ?? []), "-I", "-c", PROBE];
  const options = { timeout: PROBE_MILLISECONDS, windowsHide: true, encoding: "utf8" as const };
  return new Promise((resolve) => {
    try {
      const settings = signal ? { ...options, signal } : options;
      execFile(candidate.command, args, settings, (error, stdout) => {
        resolve(error ? failure(error) : read(stdout));
      });
    } catch (error) {
      resolve(failure(error as Error));
    }
  });
}

function failure(error: Error & { code?: string | number | null; killed?: boolean }): string {
  if (error.code === "ENOENT") {
    return "not found";
  }
  if (error.killed) {
    return "did not answer";
  }
  return typeof error.code === "number" ? `exit code ${error.code}` : String(error.code ?? error.name);
}

function read(stdout: string): Python | string {
  let found: Python;
  try {
    found = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Python;
  } catch {
    return "is no Python";
  }
  const [major, minor] = found.version;
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return `is Python ${found.version.join(".")}, and ${OLDEST.join(".")} is needed`;
  }
  return found;
}

/** The first candidate that does; the rest goes to the log. */
export async function find(
  candidates: Iterable<Candidate>,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<Python> {
  for (const candidate of candidates) {
    const found = await probe(candidate, signal);
    signal?.throwIfAborted();
    log(`Python from ${candidate.origin}: ${candidate.command} ${verdict(found)}`);
    if (typeof found !== "string") {
      return found;
    }
  }
  throw new Problem(
    `No Python ${OLDEST.join(".")} or newer was found.`,
    "Install one, or choose it with the setting docstring-ls.interpreter.",
    "no-python",
  );
}

function verdict(found: Python | string): string {
  return typeof found === "string" ? found : `is Python ${found.version.join(".")}`;
}

/** The commands under which systems know Python, the unversioned first: it is the user's default. */
export function onPath(platform: NodeJS.Platform = process.platform): Candidate[] {
  const origin = "PATH";
  const versioned = [14, 13, 12, 11].map((minor) => ({ command: `python3.${minor}`, origin }));
  if (platform === "win32") {
    const launcher = { command: "py", arguments: ["-3"], origin };
    return [launcher, { command: "python", origin }, { command: "python3", origin }];
  }
  return [{ command: "python3", origin }, { command: "python", origin }, ...versioned];
}
