"""What others hand in, each its own component only: signed reports of partners, sessions of sites."""
