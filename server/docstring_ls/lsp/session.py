"""What one connection holds: a record, made when the client has announced itself."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from ..proposals import ProposalStore
from .client import Client, read_capabilities
from .documents import Documents
from .features.diagnostics import FindingsCache
from .features.prefetch import Prefetcher
from .features.publish_diagnostics import DiagnosticsPublisher
from .generation import (
    DocumentEditor,
    Generations,
    WholeFileGenerator,
)
from .tasks import Tasks
from .workspace import LaunchOptions, Workspace, announced_settings, folders_of


@dataclass(frozen=True)
class Session:
    """One connection.

    Attributes:
        client: The other end.
        tasks: What runs for it.
        workspace: What it has open, and under which options.
        proposals: What was generated and not inserted yet.
        generations: What is being generated.
        whole_file: Generates all that is missing in a file.
        findings: What is known to be false in docstrings.
        diagnostics: Publishes it.
        prefetcher: Resolves names before they are asked for.
    """

    client: Client
    tasks: Tasks
    workspace: Workspace
    proposals: ProposalStore
    generations: Generations
    whole_file: WholeFileGenerator
    findings: FindingsCache
    diagnostics: DiagnosticsPublisher
    prefetcher: Prefetcher


def open_session(
    server: LanguageServer, launch: LaunchOptions, params: types.InitializeParams
) -> Session:
    """The session of a client, from its announcement."""
    encoding = server.workspace.position_encoding
    capabilities = read_capabilities(params, getattr(encoding, "value", encoding) or "utf-16")
    client = Client(server, capabilities)
    documents = Documents(capabilities.encoding)
    tasks = Tasks(client, documents)
    announced = announced_settings(params.initialization_options)
    workspace = Workspace(client, documents, tasks, folders_of(params), launch, announced)
    proposals, editor = ProposalStore(), DocumentEditor(client, workspace)
    findings = FindingsCache()
    return Session(
        client=client,
        tasks=tasks,
        workspace=workspace,
        proposals=proposals,
        generations=Generations(client, workspace, tasks, proposals, editor),
        whole_file=WholeFileGenerator(client, workspace, tasks, proposals, editor),
        findings=findings,
        diagnostics=DiagnosticsPublisher(client, workspace, findings),
        prefetcher=Prefetcher(workspace),
    )
