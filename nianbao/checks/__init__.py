"""The checks on a bound report (检查): catalogue.py lists them."""
