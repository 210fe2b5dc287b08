"""A second reader: what a language model proposes, and the gate that decides what becomes a claim.

Nothing here reaches the network. A model answers with proposals; each must quote the report, and every
cell of it must be found in what it quotes. What is asked of a model is data (`tasks/*.toml`).
"""
