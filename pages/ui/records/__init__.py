"""The rows behind a number: told in words, looked through, listed, taken along."""
