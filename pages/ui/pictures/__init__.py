"""Charts to take along: each as PNG, as SVG, and its figures as CSV."""
