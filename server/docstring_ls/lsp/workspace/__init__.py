"""What is open in the editor, as the features may see it."""

from .configuration import LaunchOptions
from .evidence_links import EvidenceLink, evidence_link
from .folders import folders_of
from .settings import announced_settings
from .snapshot import Snapshot
from .workspace import Workspace

__all__ = [
    "EvidenceLink",
    "LaunchOptions",
    "Snapshot",
    "Workspace",
    "announced_settings",
    "evidence_link",
    "folders_of",
]
