"""What the council asks: since a session, actions and money."""
