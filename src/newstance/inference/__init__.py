"""From articles to annotations, without torch."""
