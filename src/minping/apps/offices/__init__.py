"""Upper and lower offices: instructions, returns and reports by signed files, without a network between them."""
