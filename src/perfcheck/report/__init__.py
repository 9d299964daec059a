"""What clerks and staff get to see."""
