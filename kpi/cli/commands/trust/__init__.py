"""Commands by which anybody checks that nothing was changed quietly."""
