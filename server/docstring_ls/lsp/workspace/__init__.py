"""What is open in the editor, as the features may see it."""

from .configuration import LaunchOptions
from .folders import folders_of
from .settings import announced_settings
from .snapshot import Snapshot
from .workspace import Workspace

__all__ = ["LaunchOptions", "Snapshot", "Workspace", "announced_settings", "folders_of"]
