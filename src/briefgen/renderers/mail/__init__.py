"""The parts of a mail: its text, its page, its headers, and the proof of the finished bytes."""
