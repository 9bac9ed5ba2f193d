"""The parts of the trajectory chart: geometry, axis, layers, marks, labels."""
