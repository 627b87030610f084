"""What is open in the editor, as the features may see it."""

from .configuration import Origin
from .folders import folders_of
from .settings import announced_settings
from .snapshot import Snapshot
from .workspace import Workspace

__all__ = ["Origin", "Snapshot", "Workspace", "announced_settings", "folders_of"]
