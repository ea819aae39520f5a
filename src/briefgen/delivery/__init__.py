"""Mails -> handed over, each to one recipient, with what is known of its fate."""
