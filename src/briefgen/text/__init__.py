"""Text -> words: cleaning, languages, sentences, tokens and stems."""
