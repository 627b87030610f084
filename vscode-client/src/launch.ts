/** From what is configured to a command line. Knows nothing of VS Code. */
import { execFile } from "node:child_process";
import { promises as fs } from "node:fs";
import * as path from "node:path";
import { bundleOf } from "./bundle";
import { forget, prepare } from "./environment";
import { Problem } from "./problem";
import { type ProgressSink } from "./progress";
import { type Candidate, find, probe, type Python } from "./python";

/** What decides how the server is started; a change of it needs a restart. */
export interface LaunchConfig {
  /** A whole command that stands for docstring-ls, for development. */
  command: readonly string[];
  /** The Python that the user chose. */
  interpreter: string;
  /** Pythons to look at when none was chosen; asked for only then. */
  candidates: () => Promise<readonly Candidate[]>;
  /** Keys, as environment variables. */
  secrets: Readonly<Record<string, string>>;
}

/** Where things are. */
export interface Paths {
  /** The extension's own folder. */
  extension: string;
  /** A private folder that outlives the session. */
  storage: string;
}

/** A command line; what docstring-ls shall do is appended to the arguments. */
export interface Launch {
  command: string;
  arguments: string[];
  environment: NodeJS.ProcessEnv;
  /** The folder of private packages, where there is one. */
  packages?: string;
}

/** Finds or makes what is needed to run docstring-ls. */
export async function launchOf(config: LaunchConfig, paths: Paths, sink: ProgressSink): Promise<Launch> {
  const [command, ...rest] = config.command;
  if (command) {
    return { command, arguments: rest, environment: { ...process.env, ...config.secrets } };
  }
  const python = await choose(config, paths, sink);
  // One that was merely found may hold a server of any age; the extension's own fits.
  if (config.interpreter && python.server) {
    return { ...module(python), environment: environment(config, []) };
  }
  const bundle = await bundleOf(paths.extension);
  const packages = await prepare(python, bundle, path.join(paths.storage, "packages"), sink);
  return { ...module(python), environment: environment(config, [bundle.server, packages]), packages };
}

/** Makes private packages again that turned out to be damaged. */
export async function repair(
  launch: Launch,
  config: LaunchConfig,
  paths: Paths,
  sink: ProgressSink,
): Promise<Launch> {
  if (launch.packages) {
    await forget(launch.packages);
  }
  return launchOf(config, paths, sink);
}

const NEEDED = "docstring_ls.lsp.server, openai, tiktoken, jedi, rich, tree_sitter_python";

/** Whether the private packages can be imported. */
export function sound(launch: Launch): Promise<boolean> {
  const args = ["-P", "-s", "-c", `import ${NEEDED}`];
  const options = { env: launch.environment, timeout: 60_000, windowsHide: true };
  return new Promise((resolve) => {
    execFile(launch.command, args, options, (error) => resolve(!error));
  });
}

async function choose(config: LaunchConfig, paths: Paths, sink: ProgressSink): Promise<Python> {
  if (!config.interpreter) {
    return findAgain(config.candidates, path.join(paths.storage, "python"), sink);
  }
  const origin = "docstring-ls.interpreter";
  const found = await probe({ command: config.interpreter, origin }, sink.signal);
  sink.signal?.throwIfAborted();
  if (typeof found === "string") {
    throw new Problem(
      `The Python of the setting ${origin}, ${config.interpreter}, can't be used: it ${reason(found)}.`,
      "Choose another one.",
      "interpreter",
    );
  }
  sink.log(`Python from ${origin}: ${found.executable}, docstring-ls there: ${found.server}`);
  return found;
}

/** The Python of the last start comes first: another one might need its packages installed anew. */
async function findAgain(
  candidates: LaunchConfig["candidates"],
  memory: string,
  sink: ProgressSink,
): Promise<Python> {
  const last = await fs.readFile(memory, "utf8").catch(() => "");
  const remembered = last && (await probe({ command: last, origin: "" }, sink.signal));
  if (remembered && typeof remembered !== "string") {
    sink.log(`Python of the last start: ${last}`);
    return remembered;
  }
  const python = await find(await candidates(), sink.log, sink.signal);
  await fs.mkdir(path.dirname(memory), { recursive: true }).catch(() => undefined);
  await fs.writeFile(memory, python.executable).catch(() => undefined);
  return python;
}

function reason(why: string): string {
  return why === "not found" ? "was not found" : why.replace(/^exit code/, "ended with exit code");
}

function module(python: Python): Pick<Launch, "command" | "arguments"> {
  // -P and -s: a folder that happens to be current, or the user's own packages, must not be imported.
  return { command: python.executable, arguments: ["-P", "-s", "-m", "docstring_ls"] };
}

/** Processes that the server starts inherit where its packages are. */
function environment(config: LaunchConfig, packages: string[]): NodeJS.ProcessEnv {
  const { PYTHONPATH, PYTHONHOME, PYTHONSTARTUP, ...kept } = process.env;
  return {
    ...kept,
    ...config.secrets,
    ...(packages.length ? { PYTHONPATH: packages.join(path.delimiter) } : {}),
    PYTHONSAFEPATH: "1",
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
  };
}

