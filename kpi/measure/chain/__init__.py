"""From a cause to a result: quality statements, actions and their money, corrective actions and what became of them."""
