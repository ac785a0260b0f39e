"""Studies and measurements that stand beside the tests; each prints how it was made."""
