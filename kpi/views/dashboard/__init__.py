"""What the pages of the dashboard say: values made from a board and the indicators that its filters let through."""
