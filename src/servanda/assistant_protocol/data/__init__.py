"""The words of the tools and prompts."""
