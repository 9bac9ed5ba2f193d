"""Files of a release by address: downloads, API, feeds, pictures, printed sheets, embeds."""
