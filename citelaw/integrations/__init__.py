"""Hosts that embed the engine: editors and other programs, each an extra of its own."""
