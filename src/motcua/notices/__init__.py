"""What people are told: that a clock runs out, that work has come to them. The first room that speaks to people."""
