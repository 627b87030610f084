/** What the extension brings along, so that the server can be installed without asking anybody. */
import { promises as fs } from "node:fs";
import * as path from "node:path";
import { Problem } from "./problem";

/** The files. */
export interface Bundle {
  /** Hash-pinned requirements. */
  requirements: string;
  /** pip's own wheel: Debian's Python has no pip. */
  pip: string;
  /** The folder that holds the package docstring_ls. */
  server: string;
}

/** The files that the extension brings along, below its own folder. */
export async function bundleOf(extension: string): Promise<Bundle> {
  const folder = path.join(extension, "bundled");
  const names = await fs.readdir(folder).catch(() => [] as string[]);
  const pip = names.find((name) => /^pip-.*\.whl$/.test(name));
  if (!pip) {
    throw new Problem(
      "The extension's own files are incomplete.",
      "Install the extension again, or build it with npm run package.",
      "bundle",
    );
  }
  return {
    requirements: path.join(folder, "requirements.txt"),
    pip: path.join(folder, pip),
    server: path.join(folder, "server"),
  };
}
