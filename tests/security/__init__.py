"""Whatever a catalogue says, it stays text in every file of a site."""
