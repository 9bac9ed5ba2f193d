"""«Заходи і гроші»: actions of all goals, their time and their money."""
