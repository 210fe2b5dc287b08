"""What is asked of a model, a file a kind of claim: the question, the cells, an example of our own."""
