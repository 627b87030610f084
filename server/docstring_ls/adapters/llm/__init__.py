"""Language models: what is the same for all (retry, quota, failover, limits), and their wires."""
