"""The tokens of a citation, one file each; each file's examples are its tests."""
