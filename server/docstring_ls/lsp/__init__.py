"""The only room that knows pygls and lsprotocol; one file a capability."""
