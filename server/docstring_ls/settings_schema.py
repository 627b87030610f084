"""Options and providers as an editor's settings and as tables for people, made from the code.

``python -m docstring_ls.settings_schema --write vscode-client/package.json README.md`` brings files
up to date, ``--check`` exits 1 and names those that are not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .option_spec import OptionScope, OptionSpec
from .options import DEFAULTS, OPTIONS, camel, kebab, variable, variables
from .providers import PROVIDERS, ProviderSpec

BLOCK = "docstring-ls.options"
TITLE = "Docstrings"
SETTINGS = ("<!-- options -->", "<!-- /options -->")
SERVICES = ("<!-- providers -->", "<!-- /providers -->")
USAGE = "usage: python -m docstring_ls.settings_schema --check|--write FILE…"


def settings_block() -> dict[str, Any]:
    """The block of ``contributes.configuration`` that holds every option but the secrets."""
    shown = [name for name, spec in OPTIONS.items() if not spec.secret]
    properties = {
        f"docstring-ls.{camel(name)}": _property(name, order) for order, name in enumerate(shown)
    }
    return {"id": BLOCK, "title": TITLE, "order": 0, "properties": properties}


def provider_table() -> str:
    """The providers as a Markdown table."""
    rows = [
        "| provider | asks | set | key | else |",
        "|---|---|---|---|---|",
    ]
    return "\n".join(rows + [_provider_row(spec) for spec in PROVIDERS.values()])


def table() -> str:
    """The options as a Markdown table."""
    rows = [
        "| option | default | who may set it | environment | meaning |",
        "|---|---|---|---|---|",
    ]
    return "\n".join(rows + [_row(name, spec) for name, spec in OPTIONS.items()])


def renew(path: str, text: str) -> str:
    """A file's text with its generated part made anew.

    Raises:
        ValueError: When the file has no place for it.
    """
    if path.endswith(".json"):
        return _renew_manifest(text)
    return _renew_part(_renew_part(text, SERVICES, provider_table()), SETTINGS, table())


def _property(name: str, order: int) -> dict[str, Any]:
    spec = OPTIONS[name]
    kind = {key: value for key, value in spec.schema.items() if key in ("type", "items")}
    bounds = {key: _plain(value) for key, value in spec.schema.items() if key not in kind}
    return {
        **kind,
        "default": _plain(_default(name)),
        "scope": "resource" if spec.scope is OptionScope.PROJECT else "machine",
        "order": order,
        "description": spec.help,
        **bounds,
    }


def _default(name: str) -> object:
    return OPTIONS[name].show(getattr(DEFAULTS, name))


def _plain(value: object) -> object:
    """A value as npm writes it, which leaves out the fraction of 60.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _row(name: str, spec: OptionSpec) -> str:
    environment = "<br>".join(f"`{variable}`" for variable in variables(name))
    words = ", ".join(f"`{word}`" for word in spec.words)
    meaning = f"{spec.help} ({words})" if words else spec.help
    cells = [f"`{kebab(name)}`", _shown(_default(name)), spec.scope, environment, meaning]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _provider_row(spec: ProviderSpec) -> str:
    needed = [f"`{variable(name)}`" for name in spec.needs]
    keys = [f"`{variable(name)}`" for name in spec.credentials]
    chosen = "" if needed or not spec.asks_model else f"`provider` = `{spec.kind}`"
    cells = (
        f"`{spec.kind}`",
        spec.service,
        ", ".join(needed) or chosen,
        " or ".join(keys),
        spec.setup,
    )
    return f"| {' | '.join(cells)} |"


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default}`" if default or default == 0 else ""


def _renew_manifest(text: str) -> str:
    manifest = json.loads(text)
    contributes = manifest["contributes"]
    others = [item for item in contributes["configuration"] if item.get("id") != BLOCK]
    contributes["configuration"] = [settings_block(), *others]
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _renew_part(text: str, marks: tuple[str, str], part: str) -> str:
    before, begin, rest = text.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not begin or not end:
        raise ValueError(f"no place for a generated part: it needs {' and '.join(marks)}")
    return f"{before}{begin}\n{part}\n{end}{after}"


def _stale(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return renew(path.name, text) != text


def main(arguments: list[str]) -> int:
    """Check or write the files that are named."""
    mode, *names = arguments or [""]
    if mode not in ("--check", "--write") or not names:
        print(USAGE, file=sys.stderr)
        return 2
    stale = [path for path in map(Path, names) if _stale(path)]
    for path in stale:
        if mode == "--write":
            text = path.read_text(encoding="utf-8")
            path.write_text(renew(path.name, text), encoding="utf-8", newline="\n")
        print(f"{path}: {'written' if mode == '--write' else 'stale'}")
    return 1 if stale and mode == "--check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
