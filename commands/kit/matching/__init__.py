"""What a typed line means: whatever keyboards, phones, dictation and habit make of a command, a reference or a name."""
