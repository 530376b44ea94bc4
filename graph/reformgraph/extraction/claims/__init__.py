"""Mentions of reforms to claims: status, time, onset, figures and the sentence that shows it."""
