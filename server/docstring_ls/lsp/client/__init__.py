"""The other end of the connection: what it can do, and the only way to send it anything."""

from .capabilities import ClientCapabilities, read_capabilities
from .client import Client, Response
from .stream import StreamEvidence, StreamParams, StreamPurpose, StreamRemark, StreamState
from .work_done_progress import WorkDoneProgress

__all__ = [
    "Client",
    "ClientCapabilities",
    "Response",
    "StreamEvidence",
    "StreamParams",
    "StreamPurpose",
    "StreamRemark",
    "StreamState",
    "WorkDoneProgress",
    "read_capabilities",
]
