"""Problems visited again, and surveys after rectification."""
