"""Tables of what is done about results: decisions, actions, money, corrective actions, departments, plan health."""
