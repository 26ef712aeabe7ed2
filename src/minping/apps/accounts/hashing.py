"""A quick password hash for the demo and tests; production uses Argon2 (SEC C2)."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds: invented accounts only."""

    algorithm = "pbkdf2_quick"
    iterations = 1000
