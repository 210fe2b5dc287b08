"""The subcommands, one module each; every module holds its `command`."""
