"""The published releases as outsiders may see them: which one is current, each of them measured once and kept."""
