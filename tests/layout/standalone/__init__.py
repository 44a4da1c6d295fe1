"""The viewer as one HTML file."""
