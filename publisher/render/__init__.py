"""Page → artifact: HTML, PDF and plain text, and the faces they are set with."""
