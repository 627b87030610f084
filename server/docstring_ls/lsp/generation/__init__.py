"""From a request for a docstring to the document: generations, and how they are shown."""

from .action_data import ActionData, action_data_for, locate, read_action_data
from .apply_edit import DocumentEditor
from .generations import Generations
from .problem_message import ANYWAY
from .request import GenerationRequest
from .whole_file import WholeFileGenerator

__all__ = [
    "ANYWAY",
    "ActionData",
    "DocumentEditor",
    "GenerationRequest",
    "Generations",
    "WholeFileGenerator",
    "action_data_for",
    "locate",
    "read_action_data",
]
