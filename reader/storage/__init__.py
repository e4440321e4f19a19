"""What is kept between two starts: the only SQL."""
