"""What migrations did, each as it was on its day; `kpi.store.migrations` runs them."""
