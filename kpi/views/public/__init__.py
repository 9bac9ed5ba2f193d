"""One frozen value per public page."""
