"""The server for assistants (``citelaw mcp``), by the Model Context Protocol (MCP)."""
