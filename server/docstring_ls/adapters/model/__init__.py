"""The only room that knows openai: clients, stream, retry, gate, failover."""

from .provider import ModelProvider, open_provider

__all__ = ["ModelProvider", "open_provider"]
