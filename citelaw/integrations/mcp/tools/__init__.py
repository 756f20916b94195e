"""The tools that assistants may call: one module a tool, with the constant ``TOOL``."""
