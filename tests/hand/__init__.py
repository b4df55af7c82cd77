"""What clerks do to a data file by mistake, and what they are told."""
