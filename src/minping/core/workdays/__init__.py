"""Working days of China with the public holidays as data, and every calculation shown step by step."""
