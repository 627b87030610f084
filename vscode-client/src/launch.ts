/** From what is configured to a command line. Knows nothing of VS Code. */
import { execFile } from "node:child_process";
import { promises as fs } from "node:fs";
import * as path from "node:path";
import { bundleOf, forget, prepare, type Watch } from "./environment";
import { Problem } from "./problem";
import { type Candidate, find, probe, type Python } from "./python";

/** What decides how the server is started; a change of it needs a restart. */
export interface Wish {
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
export interface Places {
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
export async function launchOf(wish: Wish, places: Places, watch: Watch): Promise<Launch> {
  const [command, ...rest] = wish.command;
  if (command) {
    return { command, arguments: rest, environment: { ...process.env, ...wish.secrets } };
  }
  const python = await choose(wish, places, watch);
  // One that was merely found may hold a server of any age; the extension's own fits.
  if (wish.interpreter && python.server) {
    return { ...module(python), environment: environment(wish, []) };
  }
  const bundle = await bundleOf(places.extension);
  const packages = await prepare(python, bundle, path.join(places.storage, "packages"), watch);
  return { ...module(python), environment: environment(wish, [bundle.server, packages]), packages };
}

/** Makes private packages again that turned out to be damaged. */
export async function repair(
  launch: Launch,
  wish: Wish,
  places: Places,
  watch: Watch,
): Promise<Launch> {
  if (launch.packages) {
    await forget(launch.packages);
  }
  return launchOf(wish, places, watch);
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

async function choose(wish: Wish, places: Places, watch: Watch): Promise<Python> {
  if (!wish.interpreter) {
    return findAgain(wish.candidates, path.join(places.storage, "python"), watch);
  }
  const origin = "docstring-ls.interpreter";
  const found = await probe({ command: wish.interpreter, origin }, watch.signal);
  watch.signal?.throwIfAborted();
  if (typeof found === "string") {
    throw new Problem(
      `The Python of the setting ${origin}, ${wish.interpreter}, can't be used: it ${reason(found)}.`,
      "Choose another one.",
      "interpreter",
    );
  }
  watch.log(`Python from ${origin}: ${found.executable}, docstring-ls there: ${found.server}`);
  return found;
}

/** The Python of the last start comes first: another one might need its packages installed anew. */
async function findAgain(
  candidates: Wish["candidates"],
  memory: string,
  watch: Watch,
): Promise<Python> {
  const last = await fs.readFile(memory, "utf8").catch(() => "");
  const remembered = last && (await probe({ command: last, origin: "" }, watch.signal));
  if (remembered && typeof remembered !== "string") {
    watch.log(`Python of the last start: ${last}`);
    return remembered;
  }
  const python = await find(await candidates(), watch.log, watch.signal);
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
function environment(wish: Wish, packages: string[]): NodeJS.ProcessEnv {
  const { PYTHONPATH, PYTHONHOME, PYTHONSTARTUP, ...kept } = process.env;
  return {
    ...kept,
    ...wish.secrets,
    ...(packages.length ? { PYTHONPATH: packages.join(path.delimiter) } : {}),
    PYTHONSAFEPATH: "1",
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
  };
}

