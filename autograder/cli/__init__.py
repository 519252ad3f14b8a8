"""The command line: parse, choose by name, print, exit code. Nothing else lives here."""
