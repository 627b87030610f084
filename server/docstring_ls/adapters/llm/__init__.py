"""The only room that knows openai: clients, stream, retry, rate limiter, failover."""

from .openai.clients import load_sdk
from .provider import ModelProvider, open_provider

__all__ = ["ModelProvider", "load_sdk", "open_provider"]
