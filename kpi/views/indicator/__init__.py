"""The page of an indicator: trajectory, values, reason, dossier, notes."""
