"""«Питання»: the questions of readers at the desk."""
