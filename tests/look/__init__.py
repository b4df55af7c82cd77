"""The look of a report, measured on rendered pages; setup.sh installs what that needs."""
