"""The language server: what editors show of a list while it is written (``citelaw server``).

``server`` speaks the protocol (LSP 3.17, by pygls) and owns all state. What is known of one version
of an open document is a ``Checked``; every feature is a module with plain functions from that to
what the protocol calls for, so that it can be tested without a client.
"""
