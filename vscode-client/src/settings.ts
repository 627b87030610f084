/**
 * Which settings reach the server: only those that somebody has written.
 *
 * A default that the extension sent would win over what the project's pyproject.toml says.
 * Knows nothing of VS Code beyond the shape of `WorkspaceConfiguration.inspect`.
 */

/** What `WorkspaceConfiguration.inspect` tells about one setting. */
export interface Inspected {
  globalValue?: unknown;
  workspaceValue?: unknown;
  workspaceFolderValue?: unknown;
}

/** A setting as package.json declares it. */
export interface Declared {
  scope?: string;
}

/** A block of package.json's `contributes.configuration`. */
export interface Block {
  id?: string;
  properties: Record<string, Declared>;
}

/** The block that is generated from the server's options. */
export const OPTIONS_BLOCK = "docstring-ls.options";

const PREFIX = "docstring-ls.";

/** The server's options among the settings: name without section, and scope. */
export function options(blocks: readonly Block[]): Map<string, string> {
  const block = blocks.find((item) => item.id === OPTIONS_BLOCK);
  const entries = Object.entries(block?.properties ?? {});
  return new Map(
    entries.map(([name, declared]) => [name.slice(PREFIX.length), declared.scope ?? "window"]),
  );
}

/** The server's options that are written somewhere, the most particular place first. */
export function written(
  declared: ReadonlyMap<string, string>,
  inspect: (name: string) => Inspected | undefined,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, scope] of declared) {
    const value = valueOf(inspect(name), scope);
    if (value !== undefined) {
      found[name] = value;
    }
  }
  return found;
}

function valueOf(inspected: Inspected | undefined, scope: string): unknown {
  // VS Code ignores machine settings of a workspace; a workspace must not choose where code goes.
  if (scope === "machine") {
    return inspected?.globalValue;
  }
  return inspected?.workspaceFolderValue ?? inspected?.workspaceValue ?? inspected?.globalValue;
}

/** Settings as the environment of a command that no editor configures. */
export function asEnvironment(settings: Record<string, unknown>): Record<string, string> {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `DOCSTRING_LS_${snake(name)}`,
      Array.isArray(value) ? value.join(",") : String(value),
    ]),
  );
}

/** A key that lives in the editor's secret storage and reaches the server as environment. */
export interface Secret {
  option: string;
  label: string;
  variable: string;
}

export const SECRETS: readonly Secret[] = [
  { option: "api_key", label: "Azure OpenAI", variable: "DOCSTRING_LS_API_KEY" },
  {
    option: "openai_api_key",
    label: "OpenAI-compatible service",
    variable: "DOCSTRING_LS_OPENAI_API_KEY",
  },
  {
    option: "ad_token",
    label: "Microsoft Entra ID token",
    variable: "DOCSTRING_LS_AD_TOKEN",
  },
  {
    option: "cache_url",
    label: "Address of a shared cache (Redis)",
    variable: "DOCSTRING_LS_CACHE_URL",
  },
];

/** Whether a file lies in one of the folders; such a Python is not run unless the user chose it. */
export function inside(file: string, folders: readonly string[]): boolean {
  const plain = (name: string) => name.replaceAll("\\", "/").replace(/\/+$/, "");
  return folders.some((folder) => `${plain(file)}/`.startsWith(`${plain(folder)}/`));
}
