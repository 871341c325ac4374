"""The command line: arguments in, results to stdout, everything else to stderr."""
