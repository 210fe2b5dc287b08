"""How well a language model reads beside the rules, on keyed reports, from answers that were recorded."""
