"""Detector: small linear models that say where a report tells something, beside the rules.

`features` turn sentences and predications into strings, `models` score them, `proposals` join what
was found with the claims of the rules, `proposed_cells` say who, what and when.
"""
