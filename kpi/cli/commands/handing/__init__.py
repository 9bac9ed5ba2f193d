"""What is handed on to registers of the state, and what comes back from them."""
