// Puts what the extension brings along into bundled/: the server's source, its requirements, pip.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";

const folder = "bundled";
const source = "../server/docstring_ls";
const pythons = [
  process.env.PYTHON,
  "../.venv/bin/python",
  "../.venv/Scripts/python.exe",
  "python3",
  "python",
];

function hasPip(python) {
  try {
    execFileSync(python, ["-m", "pip", "--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function fetchPip() {
  const python = pythons.filter(Boolean).find(hasPip);
  if (!python) {
    throw new Error("No Python with pip was found; name one in the environment variable PYTHON.");
  }
  const options = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--quiet"];
  const pinned = ["--requirement", "pip-requirements.txt", "--dest", folder];
  const env = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1" };
  execFileSync(python, ["-m", "pip", "download", ...options, ...pinned], { stdio: "inherit", env });
}

const pinned = /^pip==(\S+)/m.exec(readFileSync("pip-requirements.txt", "utf8"))[1];
const wheel = `${folder}/pip-${pinned}-py3-none-any.whl`;

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder).filter((name) => `${folder}/${name}` !== wheel)) {
  rmSync(`${folder}/${name}`, { recursive: true });
}
cpSync(source, `${folder}/server/docstring_ls`, {
  recursive: true,
  filter: (name) => !/(__pycache__|\.pyc)$/.test(name),
});
cpSync("requirements.txt", `${folder}/requirements.txt`);
if (!existsSync(wheel)) {
  fetchPip();
}
