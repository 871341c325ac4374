"""What readers get back from PDFs, measured with five readers and two validators.

`nox -s fidelity` builds the repository's releases and the Universal Declaration of Human Rights
in nine languages, reads every PDF, and prints one table, with the same pages printed by plain
WeasyPrint and by headless Chromium beside it.
"""
