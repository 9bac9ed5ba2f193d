"""One frozen value per signed-in page."""
