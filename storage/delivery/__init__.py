"""What waits to be told, posted or looked at by the clock, and which process has it in hand."""
