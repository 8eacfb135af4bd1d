"""The editor's door: the Language Server Protocol over stdio, and the only room that knows pygls and lsprotocol."""
