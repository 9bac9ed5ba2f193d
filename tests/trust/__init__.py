"""The promises of trust (docs/trust.md), each with the number that it names: `make trust` prints what was reached."""
