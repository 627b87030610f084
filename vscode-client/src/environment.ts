/**
 * The server's private packages: made on first start, found on later ones.
 *
 * A folder under its final name is complete, because it gets that name last: a broken or cancelled
 * installation leaves nothing that a later start could mistake for one, and of two windows that
 * install at the same time the second one to finish takes what the first one made.
 */
import { createHash, randomBytes } from "node:crypto";
import { promises as fs } from "node:fs";
import * as path from "node:path";
import { type Bundle } from "./bundle";
import { install } from "./install";
import { Problem } from "./problem";
import { type ProgressSink } from "./progress";
import { type Python } from "./python";

const DAY = 24 * 60 * 60 * 1000;
const UNUSED_DAYS = 30;
const LEFTOVER_DAYS = 1;
const STAMP = ".last-used";
const TEMPORARY = ".making-";

/** The folder of packages for a Python, made when it is missing. */
export async function prepare(
  python: Python,
  bundle: Bundle,
  storage: string,
  sink: ProgressSink,
): Promise<string> {
  const folder = path.join(storage, await key(python, bundle));
  if (!(await exists(folder))) {
    await make(python, bundle, folder, sink);
  }
  await stamp(folder);
  await sweep(storage, path.basename(folder)).catch(() => undefined);
  return folder;
}

/** Forgets the packages for a Python, so that the next start makes them again. */
export async function forget(folder: string): Promise<void> {
  await remove(folder);
}

async function key(python: Python, bundle: Bundle): Promise<string> {
  const requirements = await fs.readFile(bundle.requirements);
  const hash = createHash("sha256").update(requirements).update(python.abi).digest("hex");
  return `py${python.version.slice(0, 2).join("")}-${hash.slice(0, 16)}`;
}

async function make(python: Python, bundle: Bundle, folder: string, sink: ProgressSink): Promise<void> {
  const storage = path.dirname(folder);
  const temporary = path.join(storage, TEMPORARY + randomBytes(6).toString("hex"));
  try {
    await fs.mkdir(temporary, { recursive: true });
    await install({ python, bundle, target: temporary }, sink);
    await stamp(temporary);
    await take(temporary, folder);
  } catch (error) {
    throw storageProblem(error, storage);
  } finally {
    await remove(temporary);
  }
}

/** Gives a finished folder its name; Windows refuses while a virus scanner reads in it. */
async function take(temporary: string, folder: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fs.rename(temporary, folder);
    } catch (error) {
      if (await exists(folder)) {
        return;
      }
      if (attempt === 5) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
    }
  }
}

function storageProblem(error: unknown, storage: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof Problem || !code || !/^E[A-Z]+$/.test(code)) {
    return error;
  }
  return new Problem(
    `The server's packages can't be written to ${storage} (${code}).`,
    "Make room or allow writing there, then retry.",
    "storage",
  );
}

/** Removes what no window has used for long, and what crashed installations left. */
async function sweep(storage: string, keep: string): Promise<void> {
  for (const name of await fs.readdir(storage)) {
    const folder = path.join(storage, name);
    if (name !== keep && (await age(name, folder)) > 1) {
      await remove(folder);
    }
  }
}

/** How old a folder is, as a share of what it may be. */
async function age(name: string, folder: string): Promise<number> {
  const leftover = name.startsWith(TEMPORARY);
  const witness = leftover ? folder : path.join(folder, STAMP);
  const stat = await fs.stat(witness).catch(() => undefined);
  const limit = (leftover ? LEFTOVER_DAYS : UNUSED_DAYS) * DAY;
  return stat ? (Date.now() - stat.mtimeMs) / limit : 0;
}

async function stamp(folder: string): Promise<void> {
  await fs.writeFile(path.join(folder, STAMP), "").catch(() => undefined);
}

async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}

async function remove(folder: string): Promise<void> {
  await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
