"""The wire of Azure OpenAI and of services that speak like it; the only room that knows openai."""
