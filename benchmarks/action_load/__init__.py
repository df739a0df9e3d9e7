"""What `benchmarks/actions.py` is made of: a load generator, generated state, peers, and the mixes."""
