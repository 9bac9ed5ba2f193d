"""How a plan is kept as HTML: a department, the list of departments, «Якість плану»."""
