"""Who may do what: roles and rights, accounts, sessions, tokens. What nobody allowed is denied."""
