// Bundles the extension into one file, and each test into one that plain Node runs.
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "error" };
const tests = readdirSync("src/test").filter((name) => name.endsWith(".test.ts"));

rmSync("dist", { recursive: true, force: true });
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
  minify: true,
});
await build({
  ...common,
  entryPoints: [...tests.map((name) => `src/test/${name}`), "src/launch.ts"],
  outdir: "dist/test",
  outbase: "src/test",
  entryNames: "[name]",
});
